#pragma once
// `into: clients`: what the load driver does to its own calls. It decides by the same plans as a
// fault proxy, but a call is all it knows, and leaving is all it does.

#include <string>

#include "faults/injection.hpp"

namespace gameday::faults {

/// The name that its plan draws by, as a provider's.
inline constexpr const char* clients_draw_as = "clients";

/// Empty, or why clients cannot do this and what to write.
std::string client_problem(const Injection& injection);
/// … or why a provider cannot: the fault is one of clients.
std::string only_for_clients(const Injection& injection);

/// `the client leaves by FIN after 3 deltas, 10% of requests`
std::string describe_client(const Injection& injection);

}  // namespace gameday::faults
