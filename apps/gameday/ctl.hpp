#pragma once
// What `gameday ctl` does: one function a command; each returns an exit code of the reference's
// client, 0 or 1.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gameday::app {

struct CtlHost {
  std::string host = "http://localhost:8474";
  std::string token;
};

struct CtlToxic {
  std::string proxy;
  std::string name;
  std::string type;
  std::string toxicity = "1.0";
  std::vector<std::string> attributes;  // k=v
  bool upstream = false;
  bool downstream = false;
};

struct CtlFault {
  std::string proxy;
  std::string name;
  std::string type;
  std::vector<std::string> attributes;  // k=v
  std::vector<std::string> match;       // k=v
  std::optional<std::uint64_t> lease_ms;
  bool first = false;
  bool on = false;
  bool off = false;
};

int ctl_list(const CtlHost& host);
int ctl_inspect(const CtlHost& host, const std::string& proxy);
int ctl_create(const CtlHost& host, const std::string& proxy, const std::string& listen,
               const std::string& upstream);
int ctl_toggle(const CtlHost& host, const std::string& proxy);
int ctl_delete(const CtlHost& host, const std::string& proxy);
int ctl_toxic_add(const CtlHost& host, const CtlToxic& toxic);
int ctl_toxic_update(const CtlHost& host, const CtlToxic& toxic);
int ctl_toxic_remove(const CtlHost& host, const CtlToxic& toxic);
int ctl_fault_list(const CtlHost& host, const CtlFault& fault);
int ctl_fault_add(const CtlHost& host, const CtlFault& fault);
int ctl_fault_update(const CtlHost& host, const CtlFault& fault);
int ctl_fault_remove(const CtlHost& host, const CtlFault& fault);
int ctl_reset(const CtlHost& host);
int ctl_populate(const CtlHost& host, const std::string& file);

}  // namespace gameday::app
