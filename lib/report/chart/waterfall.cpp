#include "report/waterfall.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/chart/frame.hpp"
#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/chart/scale.hpp"
#include "report/figures.hpp"

namespace gameday::report::chart {
namespace {

using record::AttemptEnd;
using record::AttemptRecord;
using record::RequestRecord;

constexpr double row_height = 19;
constexpr double bar_height = 12;
constexpr double least_bar = 2.5;
constexpr double axis_height = 20;
constexpr double beside = 6;
// A gap between two attempts that a reader should see: longer than any gateway thinks.
constexpr Duration least_wait = 100ms;
constexpr std::size_t most_rows = 24;

struct Row {
  const AttemptRecord* attempt;
  Duration from{};  // since the request was due
  Duration to{};
  std::string who;     // openai/a
  std::string status;  // 429, gave up, cut
  Fill fill = Fill::ok;
};

Fill fill_of_attempt(const AttemptRecord& attempt, const verdict::ArmFacts& arm) {
  const bool whole = attempt.end == AttemptEnd::complete;
  if (attempt.status >= 500) {
    return Fill::http_5xx;
  }
  if (attempt.status >= 400) {
    return attempt.status == 429 ? Fill::http_429 : Fill::http_4xx;
  }
  if (attempt.status > 0 && (whole || attempt.end == AttemptEnd::client_left)) {
    return verdict::is_primary(arm, attempt) ? Fill::ok : Fill::degraded;
  }
  switch (attempt.end) {
    case AttemptEnd::cut:
      return attempt.status > 0 ? Fill::truncated_stream : Fill::reset;
    case AttemptEnd::upstream_failed:
      return attempt.status > 0 ? Fill::truncated_stream : Fill::connect_error;
    case AttemptEnd::open:
      return Fill::unfinished;
    case AttemptEnd::complete:
    case AttemptEnd::client_left:
      break;
  }
  return Fill::timeout;  // whoever called it went away without an answer
}

std::string status_words(const AttemptRecord& attempt) {
  std::string words = attempt.status > 0 ? std::to_string(attempt.status) : "";
  const char* end = attempt.end == AttemptEnd::client_left       ? "given up"
                    : attempt.end == AttemptEnd::cut             ? "cut"
                    : attempt.end == AttemptEnd::upstream_failed ? "broke"
                    : attempt.end == AttemptEnd::open            ? "open"
                    : attempt.status == 0                        ? "no answer"
                                                                 : "";
  words += !words.empty() && *end != 0 ? " " : "";
  return words + end;
}

std::vector<Row> rows_of(const Samples& samples, const RequestRecord& request) {
  const verdict::RunFacts& facts = samples.document().facts;
  std::vector<Row> rows;
  for (const AttemptRecord* attempt : samples.trails().of(request)) {
    const std::string key = attempt->key.substr(0, attempt->key.find('#'));
    const std::string& provider = facts.cast.providers.at(attempt->provider);
    // A request is due before it is tried; clocks of a folder that was edited may differ.
    const Duration from = std::max(attempt->arrived - request.intended, Duration::zero());
    const Duration to = std::max(attempt->ended - request.intended, from);
    rows.push_back({attempt, from, to, key.empty() ? provider : provider + '/' + key,
                    status_words(*attempt), fill_of_attempt(*attempt, facts.arms.at(request.arm))});
  }
  return rows;
}

struct Plot {
  double left;
  double right;
  double limit;  // words end there
  Scale x;
  double at(Duration time) const { return x(to_seconds(time)); }
};

void draw_wait(Svg& svg, Svg& words, const Plot& plot, Duration from, Duration to, double middle) {
  const double x = plot.at(from);
  const double end = plot.at(to);
  line(svg, "wait", x, middle, end, middle);
  const std::string text = "wait " + duration(to - from, digits_in_prose);
  if (end - x > text_width(text) + 2 * letter_size) {
    label(words, "t-muted t-mid halo", (x + end) / 2, middle + 4, text);
  }
}

// Right of its bar; where that would leave the figure, left of it, over the lines there.
void draw_words(Svg& svg, const Row& row, const Plot& plot, double middle) {
  const std::string took = duration(row.to - row.from, digits_in_prose);
  const double width = text_width(row.status, true) + text_width(" ") + text_width(took) + beside;
  const double end = std::max(plot.at(row.to), plot.at(row.from) + least_bar);
  const bool right = end + width <= plot.limit;
  const bool left = plot.at(row.from) - width > plot.left;
  const bool answered = row.fill == Fill::ok || row.fill == Fill::degraded;
  svg.open("text").word("class", right ? "halo" : "t-end halo");
  svg.number("x", right ? end + beside : left ? plot.at(row.from) - beside : plot.limit);
  svg.number("y", middle + 4);
  svg.open("tspan").word("class", answered ? "" : "t-bold").text(row.status).end();
  svg.open("tspan").word("class", "t-muted").text(' ' + took).end().end();
}

void draw_row(Svg& svg, Svg& words, const Row& row, const Row* before, const Plot& plot,
              double top) {
  const double middle = top + row_height / 2;
  const std::string who = fitted(row.who, plot.left - 2 * beside);
  name_label(svg, "t-end", plot.left - 2 * beside, middle + 4, who, full_name(row.who));
  const Duration idle = before == nullptr ? Duration::zero() : before->to;
  if (row.from - idle >= least_wait) {
    draw_wait(svg, words, plot, idle, row.from, middle);
  }
  const double x = plot.at(row.from);
  box(svg, std::string("f-") + css_name(row.fill), x, middle - bar_height / 2,
      std::max(least_bar, plot.at(row.to) - x), bar_height);
  draw_words(words, row, plot, middle);
}

void draw_axis(Svg& svg, const Plot& plot, Duration end, double bottom) {
  constexpr double least_tick = 90;
  Path grid;
  const auto steps = static_cast<std::size_t>(std::max(1.0, (plot.right - plot.left) / least_tick));
  for (const Duration tick : time_ticks(Duration::zero(), end, steps)) {
    grid.move(plot.at(tick), 0).vertical(bottom);
    label(svg, "t-muted t-mid", plot.at(tick), bottom + 15, duration(tick));
  }
  path(svg, "grid", grid);
  line(svg, "axis", plot.left, bottom, plot.right, bottom);
}

std::string outcome_words(const RequestRecord& request) {
  const std::string took = duration(request.ended - request.intended);
  return request.outcome == record::Outcome::ok ? "answered after " + took
         : request.outcome == record::Outcome::left
             ? "left after " + took
             : fmt::format("failed ({}) after {}", verdict::failure_name(request), took);
}

}  // namespace

Figure waterfall(const Samples& samples, std::size_t request, Drawing drawing) {
  const Document& document = samples.document();
  const RequestRecord& of = document.records.requests.at(request);
  const std::vector<Row> rows = rows_of(samples, of);
  Head head;
  head.id = fmt::format("fall-{}", request);
  head.title = fmt::format("{}, request {}: {}", full_name(document.facts.arms.at(of.arm).name),
                           of.ordinal, outcome_words(of));
  if (rows.empty()) {
    return no_data(head, drawing, "no attempt was seen");
  }
  const bool wide = drawing.width == Width::wide;
  head.width = units(drawing);
  const std::size_t shown = std::min(rows.size(), most_rows);
  const double bottom = row_height * static_cast<double>(shown) + 3;
  head.height = bottom + axis_height;
  head.description = report::waterfall(document, samples.trails().of(of)) + '.';
  Duration end = std::max(of.ended - of.intended, Duration(1ms));
  for (std::size_t at = 0; at < shown; ++at) {
    end = std::max(end, rows[at].to);
  }
  const double left = wide ? 118 : 84;
  const double right = head.width - (wide ? 118 : 76);
  const Plot plot{left, right, head.width,
                  Scale(Scale::Kind::linear, 0, to_seconds(end), left, right)};
  Svg svg = framed(head, drawing);
  draw_axis(svg, plot, end, bottom);
  Svg words;
  for (std::size_t at = 0; at < shown; ++at) {
    draw_row(svg, words, rows[at], at == 0 ? nullptr : &rows[at - 1], plot,
             row_height * static_cast<double>(at));
  }
  // Over the bars, under the words.
  if (const auto& limit = document.facts.slo_answer; limit && *limit < end) {
    line(svg, "limit", plot.at(*limit), 0, plot.at(*limit), bottom);
  }
  svg.raw(words.take());
  const std::string caption =
      rows.size() > shown ? fmt::format("{} more attempts are not drawn.", rows.size() - shown)
                          : "";
  return finished(std::move(svg), head, caption);
}

}  // namespace gameday::report::chart
