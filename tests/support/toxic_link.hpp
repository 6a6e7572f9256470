#pragma once
// A LinkMachine driven by hand: bytes at given times in, what came out and when.

#include <string>
#include <vector>

#include "toxics/link_machine.hpp"

namespace gameday::test {

inline toxics::Toxic toxic(const std::string& kind, std::vector<std::int64_t> values = {}) {
  toxics::Toxic made;
  made.kind = toxics::find_kind(kind)->kind;
  made.name = kind;
  made.values = std::move(values);
  made.values.resize(toxics::info_of(made.kind).attributes.size());
  return made;
}

inline toxics::LinkPlanPtr chain(std::vector<toxics::Toxic> list) {
  return std::make_shared<toxics::LinkPlan>(toxics::LinkPlan{std::move(list)});
}

class ToxicLink {
 public:
  struct Out {
    Duration at;
    std::string bytes;
    bool operator==(const Out&) const = default;
  };

  explicit ToxicLink(std::vector<toxics::Toxic> list = {}, std::uint64_t connection = 1)
      : machine_(toxics::LinkName{Seed(7), "proxy", connection}) {
    change(std::move(list));
  }

  void change(std::vector<toxics::Toxic> list) { machine_.adopt(chain(std::move(list)), now_); }
  void push(const std::string& bytes) {
    machine_.push(std::as_bytes(std::span(bytes)), now_);
    look();
  }
  void finish() {
    machine_.finish(now_);
    look();
  }
  /// Looks at every time the machine names, and no other.
  void run_until(Duration until) {
    look();
    while (due_ != never && due_ - run_start <= until && end_ == toxics::Ending::none) {
      now_ = due_;
      look();
    }
    now_ = run_start + until;
    look();
  }

  const std::vector<Out>& out() const { return out_; }
  std::string all() const {
    std::string text;
    for (const Out& one : out_) {
      text += one.bytes;
    }
    return text;
  }
  toxics::Ending end() const { return end_; }
  Duration ended_at() const { return ended_at_; }
  const toxics::LinkMachine& machine() const { return machine_; }

 private:
  void look() {
    while (end_ == toxics::Ending::none) {
      const toxics::Emit emit = machine_.pull(now_);
      due_ = emit.until;
      if (emit.what == toxics::Emit::What::end) {
        end_ = emit.how;
        ended_at_ = now_ - run_start;
      } else if (emit.what == toxics::Emit::What::bytes) {
        const auto bytes = emit.bytes.bytes();
        out_.push_back({now_ - run_start,
                        std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())});
      } else {
        return;
      }
    }
  }

  toxics::LinkMachine machine_;
  TimePoint now_ = run_start;
  TimePoint due_ = never;
  std::vector<Out> out_;
  toxics::Ending end_ = toxics::Ending::none;
  Duration ended_at_{};
};

}  // namespace gameday::test
