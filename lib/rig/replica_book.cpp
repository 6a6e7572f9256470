#include "rig/replica_book.hpp"

namespace gameday::rig {

void ReplicaBook::sent(std::uint64_t link, std::size_t upstream, std::span<const std::byte> bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto marker = watches_[link].see(text);
  if (marker && marker->run == run_) {
    const std::lock_guard lock(mutex_);
    served_by_[marker->ordinal] = static_cast<std::uint16_t>(upstream + 1);
  }
}

void ReplicaBook::request(const record::RequestRecord& record) noexcept {
  record::RequestRecord known = record;
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = served_by_.find(record.ordinal); found != served_by_.end()) {
      known.replica = found->second;
      served_by_.erase(found);
    }
  }
  next_.request(known);
}

}  // namespace gameday::rig
