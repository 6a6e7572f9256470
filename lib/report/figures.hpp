#pragma once
// Numbers as a person says them: `1.5 s`, `240 ms`, `3 min 40 s`, `1,440`, `98.4 %`. A plain blank
// stands before the unit; HTML makes it a no-break space.

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "verdict/judge.hpp"

namespace gameday::report {

inline constexpr int digits_in_tables = 3;
inline constexpr int digits_in_prose = 2;

std::string count(std::uint64_t number);
/// gameday::forever is `never`.
std::string duration(Duration value, int digits = digits_in_tables);
/// Of `hits` among `n`; never `0 %` or `100 %` for what is not: `< 1 %`, `> 99 %`.
std::string share(std::uint64_t hits, std::uint64_t n, int digits = digits_in_prose);
/// The same of a share, 0 to 1.
std::string percent(double value, int digits = digits_in_prose);
/// `≤ 0.9 %`: the most it may be when none of n was hit (95 %).
std::string none_of(std::uint64_t n);
/// `45.5 to 56.4 %`; one-sided where nothing or everything happened: `≥ 99.1 %`.
std::string share_interval_words(std::uint64_t hits, std::uint64_t n);
/// `3 of 320 (0.9 %)`; of none it is a bound, not a zero: `0 of 320 (≤ 0.9 %)`.
std::string part(std::uint64_t hits, std::uint64_t n);
std::string amount(const verdict::Amount& amount, int digits = digits_in_tables);
/// `4.5 to 5.2 s`
std::string interval(const verdict::Interval& interval, verdict::Amount::Unit unit);
/// The quantile of ascending times (9500: p95), `never`, or `n/a` where the sample cannot carry it.
std::string quantile(const std::vector<Duration>& sorted, unsigned mark,
                     int digits = digits_in_tables);
/// `n < 500`: why a quantile is not given.
std::string too_few_words(unsigned mark);
/// `9:05`: minutes and seconds of a clock that runs.
std::string clock(Duration value);

}  // namespace gameday::report
