#pragma once
// The drawings of a report, each as one SVG text: sensible ticks and units, dash patterns and
// textures beside colours, a title and a description in words. Pure: the same document gives the
// same bytes.
//
// A figure is drawn for a width in units that are pixels on the page. On a page its colours are the
// CSS variables of palette(); a file of its own carries them, light and dark, in its own <style>.
// Make the Samples of a run once and draw all its figures from them: a million records are read
// there and never again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "report/chart/samples.hpp"

namespace gameday::report::chart {

enum class Width : std::uint16_t { narrow = 328, half = 416, wide = 880 };

enum class Use : std::uint8_t {
  page,  // colours come from the page's CSS
  file   // stands alone
};

struct Drawing {
  Width width = Width::wide;
  Use use = Use::page;
  std::size_t part = 0;  // of parts(): which six arms
};

struct Figure {
  std::string svg;
  std::string title;    // plain text
  std::string caption;  // plain text: what the marks mean, the step, what is missing and why
};

/// A figure holds six arms, which is as many lines as can be told apart; at least 1.
std::size_t parts(const Samples& samples);

/// Outcomes per second, one strip an arm, then latency over time, all over one axis.
Figure over_time(const Samples& samples, std::size_t experiment, Drawing drawing);
/// Latency against the share of requests: min, p50, p90, p95, p99, p99.9 as far as n reaches.
Figure spectrum(const Samples& samples, std::size_t experiment, Drawing drawing);
/// Which provider and key gave the answers, arm by arm.
Figure who_answered(const Samples& samples, std::size_t experiment, Drawing drawing);
/// Attempts per request by count, arm by arm, the ceiling that a check declares drawn in.
Figure attempts(const Samples& samples, std::size_t experiment, Drawing drawing);
/// The attempts of one request over its time; `request` is an index into the records.
Figure waterfall(const Samples& samples, std::size_t request, Drawing drawing);

/// CSS: the variables of every colour, light in `:root`, dark under prefers-color-scheme in screen
/// media, and the classes that the figures use.
std::string palette();
/// A hidden <svg> with the <pattern>s that textures refer to; a page has it once, before the first
/// figure.
std::string textures();

}  // namespace gameday::report::chart
