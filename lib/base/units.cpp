#include "base/units.hpp"

#include <array>
#include <limits>
#include <numeric>
#include <span>

namespace gameday {
namespace {

__extension__ using Wide = unsigned __int128;

struct Unit {
  std::string_view name;
  std::uint64_t scale;
};

// `1.5` as the exact fraction 15/10, and what follows it.
struct Split {
  std::uint64_t digits = 0;
  std::uint64_t divisor = 1;
  std::string_view unit;
};

std::optional<Split> split(std::string_view text) {
  constexpr std::size_t most_digits = 15;  // so that digits * the largest scale fits into 128 bits
  Split parts;
  std::size_t at = 0;
  std::size_t digits = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '.' && !point && at > 0) {
      point = true;
      continue;
    }
    if (letter < '0' || letter > '9') {
      break;
    }
    if (++digits > most_digits) {
      return std::nullopt;
    }
    parts.digits = parts.digits * 10 + static_cast<std::uint64_t>(letter - '0');
    parts.divisor *= point ? 10 : 1;
  }
  if (digits == 0 || text[at - 1] == '.') {
    return std::nullopt;
  }
  parts.unit = text.substr(at);
  return parts;
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// The value in units of scale 1, or a sentence. Where `grain` names that unit, fractions must come
// out whole.
Parsed<std::uint64_t> scaled(std::string_view text, std::span<const Unit> units,
                             std::string_view examples, std::string_view grain) {
  const auto parts = split(text);
  if (!parts) {
    return {std::nullopt,
            quoted(text) + " is not a number with a unit; write " + std::string(examples)};
  }
  if (parts->unit.empty()) {
    return {std::nullopt, std::string(text) + " has no unit; write " + std::string(examples)};
  }
  for (const Unit& unit : units) {
    if (unit.name != parts->unit) {
      continue;
    }
    const Wide product = Wide{parts->digits} * unit.scale;
    const Wide value = product / parts->divisor;
    if (!grain.empty() && product % parts->divisor != 0) {
      return {std::nullopt, std::string(text) + " is not a whole number of " + std::string(grain)};
    }
    if (value > static_cast<Wide>(std::numeric_limits<std::int64_t>::max())) {
      return {std::nullopt, std::string(text) + " is too large"};
    }
    return {static_cast<std::uint64_t>(value), {}};
  }
  return {std::nullopt,
          quoted(parts->unit) + " is not a unit here; write " + std::string(examples)};
}

constexpr std::array<Unit, 7> duration_units = {{{"ns", 1},
                                                 {"us", 1'000},
                                                 {"ms", 1'000'000},
                                                 {"s", 1'000'000'000},
                                                 {"m", 60'000'000'000},
                                                 {"h", 3'600'000'000'000},
                                                 {"d", 86'400'000'000'000}}};
constexpr std::array<Unit, 4> byte_units = {
    {{"B", 1}, {"KiB", 1024}, {"MiB", 1024 * 1024}, {"GiB", 1024 * 1024 * 1024}}};
constexpr std::array<Unit, 3> rate_units = {{{"/s", 3'600}, {"/m", 60}, {"/h", 1}}};

// The largest unit that divides the value without a rest.
std::string largest_exact(std::uint64_t value, std::span<const Unit> units) {
  for (std::size_t at = units.size(); at-- > 0;) {
    if (value % units[at].scale == 0) {
      return std::to_string(value / units[at].scale) + std::string(units[at].name);
    }
  }
  return {};
}

// value / scale with the zeros at the end cut.
std::string decimal(std::uint64_t value, std::uint64_t scale) {
  std::string text = std::to_string(value / scale);
  std::uint64_t rest = value % scale;
  if (rest == 0) {
    return text;
  }
  text += '.';
  while (rest > 0) {
    rest *= 10;
    text += static_cast<char>('0' + rest / scale);
    rest %= scale;
  }
  return text;
}

}  // namespace

Parsed<Duration> parse_duration(std::string_view text) {
  if (text == "forever") {
    return {forever, {}};
  }
  const bool bare = split(text) && split(text)->unit.empty();
  const std::string examples =
      bare ? std::string(text) + "s, 500ms or 5m" : std::string("250ms, 20s, 5m or 1h");
  auto number = scaled(text, duration_units, examples, "nanoseconds");
  if (!number) {
    return {std::nullopt, std::move(number.problem)};
  }
  return {Duration(static_cast<std::int64_t>(*number.value)), {}};
}

Parsed<Bytes> parse_bytes(std::string_view text) {
  auto number = scaled(text, byte_units, "512B, 64KiB or 3MiB", "bytes");
  if (!number) {
    return {std::nullopt, std::move(number.problem)};
  }
  return {Bytes{*number.value}, {}};
}

Parsed<PerSecond> parse_rate(std::string_view text) {
  const auto parts = split(text);
  auto number = scaled(text, rate_units, "8/s, 90/m or 500/h", "");
  if (!number) {
    return {std::nullopt, std::move(number.problem)};
  }
  // From the parts again, because events an hour would round what a second's millionths hold.
  const std::uint64_t seconds = parts->unit == "/s" ? 1 : parts->unit == "/m" ? 60 : 3'600;
  const Wide micro = Wide{parts->digits} * 1'000'000 / (Wide{parts->divisor} * seconds);
  constexpr std::uint64_t fastest = 1'000'000;  // events per second
  if (micro > Wide{fastest} * 1'000'000) {
    return {std::nullopt, std::string(text) + " is too fast; at most 1000000/s is allowed"};
  }
  if (micro == 0 && parts->digits > 0) {
    return {std::nullopt, std::string(text) + " is too slow; 0.000001/s is the least above 0/s"};
  }
  return {PerSecond{static_cast<std::uint64_t>(micro)}, {}};
}

Parsed<Ratio> parse_share(std::string_view text) {
  constexpr std::string_view examples = "50%, 0.5% or 1/3";
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;
  if (const std::size_t slash = text.find('/'); slash != std::string_view::npos) {
    const auto above = parse_count(text.substr(0, slash));
    const auto below = parse_count(text.substr(slash + 1));
    if (!above || !below || *below.value == 0) {
      return {std::nullopt, quoted(text) + " is not a share; write " + std::string(examples)};
    }
    numerator = *above.value;
    denominator = *below.value;
  } else {
    const auto parts = split(text);
    if (!parts || parts->unit != "%") {
      const std::string has = parts && parts->unit.empty() ? std::string(text) + " has no unit"
                                                           : quoted(text) + " is not a share";
      return {std::nullopt, has + "; write " + std::string(examples)};
    }
    numerator = parts->digits;
    denominator = parts->divisor * 100;
  }
  if (numerator > denominator) {
    return {std::nullopt, std::string(text) + " is more than the whole; 100% is the most"};
  }
  const std::uint64_t common = std::gcd(numerator, denominator);
  numerator /= common;
  denominator /= common;
  if (denominator > std::numeric_limits<std::uint32_t>::max()) {
    return {std::nullopt, std::string(text) + " is finer than a share can be"};
  }
  return {Ratio{static_cast<std::uint32_t>(numerator), static_cast<std::uint32_t>(denominator)},
          {}};
}

Parsed<std::uint64_t> parse_count(std::string_view text) {
  const auto wrong = [&] { return quoted(text) + " is not a whole number; write 3 or 1440"; };
  if (text.empty() || text.size() > 18 || (text.size() > 1 && text.front() == '0')) {
    return {std::nullopt, wrong()};
  }
  std::uint64_t value = 0;
  for (const char letter : text) {
    if (letter < '0' || letter > '9') {
      return {std::nullopt, wrong()};
    }
    value = value * 10 + static_cast<std::uint64_t>(letter - '0');
  }
  return {value, {}};
}

std::string to_text(Duration duration) {
  if (duration == forever) {
    return "forever";
  }
  if (duration == Duration::zero()) {
    return "0s";
  }
  const bool negative = duration < Duration::zero();
  const auto bits = static_cast<std::uint64_t>(duration.count());
  const std::uint64_t count = negative ? 0 - bits : bits;  // also right for the least of all
  return (negative ? "-" : "") + largest_exact(count, duration_units);
}

std::string to_text(Bytes bytes) {
  return bytes.count == 0 ? "0B" : largest_exact(bytes.count, byte_units);
}

std::string to_text(PerSecond rate) {
  return decimal(rate.micro, 1'000'000) + "/s";
}

std::string to_text(Ratio share) {
  const std::uint64_t percent = std::uint64_t{share.numerator} * 100;
  // A fraction whose decimals do not end is written as a fraction.
  std::uint64_t rest = share.denominator / std::gcd(percent, std::uint64_t{share.denominator});
  while (rest % 2 == 0) {
    rest /= 2;
  }
  while (rest % 5 == 0) {
    rest /= 5;
  }
  if (rest != 1) {
    return std::to_string(share.numerator) + '/' + std::to_string(share.denominator);
  }
  return decimal(percent, share.denominator) + '%';
}

}  // namespace gameday
