#include "gateway/metrics_text.hpp"

#include <utility>
#include <vector>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "gateway/key_metrics.hpp"
#include "gateway/metric_families.hpp"
#include "gateway/policy_metrics.hpp"

namespace gameday::gateway {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily single(std::string name, std::string help, MetricType type, std::uint64_t value) {
  MetricFamily one = family(std::move(name), std::move(help), type);
  add(one, {}, value);
  return one;
}

template <const auto& bounds>
void add_buckets(MetricFamily& family, const Labels& labels, const Buckets<bounds>& buckets) {
  ClientMetric metric;
  for (const auto& [name, text] : labels) {
    metric.label.push_back({name, text});
  }
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    so_far += buckets.counts()[i];
    metric.histogram.bucket.push_back({so_far, to_seconds(bounds[i])});
  }
  metric.histogram.sample_count = so_far + buckets.counts().back();
  metric.histogram.sample_sum = to_seconds(buckets.sum());
  family.metric.push_back(std::move(metric));
}

/// As OpenTelemetry names them, with the dots that Prometheus has not.
Labels gen_ai(Operation operation, const std::string& provider, const std::string& model) {
  Labels labels = {{"gen_ai_operation_name", operation == Operation::chat ? "chat" : "embeddings"}};
  if (!provider.empty()) {
    labels.push_back({"gen_ai_provider_name", provider});
    labels.push_back({"gen_ai_request_model", model});
  }
  return labels;
}

Labels labels_of(const Metrics::RequestKey& key) {
  const auto& [operation, provider, model, stream, outcome] = key;
  Labels labels = gen_ai(operation, provider, model);
  labels.push_back({"stream", stream ? "true" : "false"});
  if (outcome.first != Ended::ok) {
    labels.push_back({"error_type", outcome_text(outcome.first, outcome.second)});
  }
  return labels;
}

/// Reads the integers at the moment of the scrape.
class Collected {
 public:
  explicit Collected(const Scrape& scrape)
      : scrape_(scrape), counts_(scrape.metrics.counts()), setup_(scrape.setup) {}

  MetricFamilies families() const {
    MetricFamilies all = {
        build(),
        single("gameday_gateway_ready", "Whether some target can be asked, as /ready says.",
               MetricType::Gauge, scrape_.ready ? 1 : 0),
        requests(),
        single("gameday_gateway_in_flight", "Requests being served.", MetricType::Gauge,
               counts_.in_flight),
        attempts(),
        wasted(),
        single("gameday_gateway_retries_total", "Tries of the same key again.", MetricType::Counter,
               counts_.retries),
        single("gameday_gateway_rotations_total", "Tries of another key of the same target.",
               MetricType::Counter, counts_.rotations),
        single("gameday_gateway_failovers_total", "Moves to another target.", MetricType::Counter,
               counts_.failovers),
        failover(),
        single("gameday_gateway_access_log_dropped_total", "Lines that the log could not take.",
               MetricType::Counter, scrape_.log_dropped),
        reloads()};
    add_key_states(setup_, scrape_.now, all);
    add_breakers(setup_, scrape_.now, all);
    add_policies(setup_, scrape_.forms, scrape_.now, all);
    add_histograms(all);
    return all;
  }

 private:
  MetricFamily build() const {
    MetricFamily one =
        family("gameday_gateway_build_info", "Which version this is; always 1.", MetricType::Gauge);
    add(one, {{"version", std::string(scrape_.version)}}, std::uint64_t{1});
    return one;
  }
  MetricFamily requests() const {
    MetricFamily all = family("gameday_gateway_requests_total",
                              "Requests by how they ended for the client.", MetricType::Counter);
    for (const auto& [key, count] : counts_.requests) {
      add(all, {{"outcome", outcome_text(key.first, key.second)}}, count);
    }
    return all;
  }
  static Labels labels_of_attempt(const Metrics::AttemptKey& key) {
    const auto& [provider, alias, result] = key;
    return {{"provider", provider}, {"key", alias}, {"result", result_text(result)}};
  }
  MetricFamily attempts() const {
    MetricFamily all = family("gameday_gateway_attempts_total",
                              "Tries by provider, key alias and result.", MetricType::Counter);
    for (const auto& [key, attempts] : counts_.attempts) {
      add(all, labels_of_attempt(key), attempts.count);
    }
    return all;
  }
  MetricFamily wasted() const {
    MetricFamily all =
        family("gameday_gateway_wasted_seconds_total",
               "Time spent in tries that gave no answer, by provider, key alias and result.",
               MetricType::Counter);
    for (const auto& [key, attempts] : counts_.attempts) {
      if (!is_answer(std::get<int>(key))) {
        add(all, labels_of_attempt(key), to_seconds(attempts.time));
      }
    }
    return all;
  }
  MetricFamily reloads() const {
    MetricFamily all =
        family("gameday_gateway_reloads_total",
               "Configs read again while it ran, by what became of them.", MetricType::Counter);
    add(all, {{"result", "taken"}}, scrape_.reloaded);
    add(all, {{"result", "refused"}}, scrape_.kept);
    return all;
  }
  MetricFamily failover() const {
    MetricFamily one = family("gameday_gateway_failover_seconds",
                              "From the start of a request's first try to the start of its first "
                              "one on another target.",
                              MetricType::Histogram);
    add_buckets(one, {}, counts_.failover);
    return one;
  }

  void add_histograms(MetricFamilies& families) const {
    MetricFamily requests =
        family("gen_ai_server_request_duration_seconds",
               "From a request's head to the last byte of its answer.", MetricType::Histogram);
    for (const auto& [key, buckets] : counts_.durations) {
      add_buckets(requests, labels_of(key), buckets);
    }
    MetricFamily first =
        family("gen_ai_server_time_to_first_token_seconds",
               "From a request's head to the first content of its stream.", MetricType::Histogram);
    for (const auto& [key, buckets] : counts_.first_tokens) {
      add_buckets(first, labels_of(key), buckets);
    }
    MetricFamily tries =
        family("gen_ai_client_operation_duration_seconds",
               "One try at a provider, to the end of its answer.", MetricType::Histogram);
    for (const auto& [key, buckets] : counts_.tries) {
      const auto& [operation, provider, model, result] = key;
      Labels labels = gen_ai(operation, provider, model);
      if (!is_answer(result)) {
        labels.push_back({"error_type", result_text(result)});
      }
      add_buckets(tries, labels, buckets);
    }
    families.push_back(std::move(requests));
    families.push_back(std::move(first));
    families.push_back(std::move(tries));
  }

  const Scrape& scrape_;
  const Metrics::Counts& counts_;
  const Setup& setup_;
};

}  // namespace

std::string metrics_text(const Scrape& scrape) {
  const Collected collected(scrape);
  return prometheus::TextSerializer().Serialize(collected.families());
}

}  // namespace gameday::gateway
