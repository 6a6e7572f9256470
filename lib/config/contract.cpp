#include "config/contract.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/secrets.hpp"
#include "syntax/file.hpp"
#include "syntax/yaml.hpp"

namespace gameday::config {
namespace {

using verdict::Clause;

constexpr std::string_view every_failure = "every failure";
constexpr std::string_view no_fault = "no fault";

std::string dashed(std::string_view name) {
  std::string out(name);
  std::ranges::replace(out, ' ', '-');
  std::ranges::replace(out, '_', '-');
  return out;
}

class ContractReader {
 public:
  ContractReader(const std::vector<std::string>& rows, const std::vector<std::string>& providers,
                 Problems& problems, verdict::Contract& contract)
      : rows_(rows), providers_(providers), problems_(problems), contract_(contract) {}

  void read(const Value& root) {
    MapReader top(root, "", "a contract", problems_);
    if (!top.is_map()) {
      return;
    }
    const auto version = top.text("contract");
    if (version && *version != "1") {
      top.error("contract", fmt::format("version {} of the format is not known here; write "
                                        "contract: 1",
                                        *version));
    }
    const Value* expect =
        map_of(top, "expect", rows_.size() + 2, "expect: {no fault: [\"degraded == 0\"]}");
    for (std::size_t at = 0; expect != nullptr && at < expect->members.size(); ++at) {
      read_row(expect->members[at]);
    }
    top.finish();
  }

 private:
  std::optional<Clause> whose(const Member& member, const std::string& path) {
    Clause clause;
    if (member.key == every_failure || member.key == no_fault) {
      clause.of = member.key == no_fault ? Clause::Of::no_fault : Clause::Of::every_failure;
      return clause;
    }
    const auto row = std::ranges::find(rows_, dashed(member.key), dashed);
    if (row != rows_.end()) {
      clause.row = *row;
      return clause;
    }
    std::vector<std::string_view> known = {every_failure, no_fault};
    known.insert(known.end(), rows_.begin(), rows_.end());
    std::string hint = did_you_mean(dashed(member.key), known);
    if (hint.empty()) {
      hint = did_you_mean(member.key, known);
    }
    problems_.error(member.place, path,
                    fmt::format("the pack has no row \"{}\"{}", member.key,
                                hint.empty() ? "; gameday verify --list names them" : hint));
    return std::nullopt;
  }

  void read_row(const Member& member) {
    const std::string path = "expect." + member.key;
    const auto clause = whose(member, path);
    const Value& list = member.value;
    if (!clause) {
      return;
    }
    if (list.kind == Value::Kind::text) {
      add(*clause, list, path);
      return;
    }
    if (list.kind != Value::Kind::list || list.items.empty() || list.items.size() > most_clauses) {
      problems_.error(
          list.place, path,
          fmt::format("takes 1 to {} checks, such as [\"attempts.max <= 4\"]", most_clauses));
      return;
    }
    for (std::size_t at = 0; at < list.items.size(); ++at) {
      add(*clause, list.items[at], fmt::format("{}[{}]", path, at));
    }
  }

  void add(Clause clause, const Value& item, const std::string& path) {
    if (item.kind != Value::Kind::text) {
      problems_.error(item.place, path, "a check is a text, such as \"attempts.max <= 4\"");
      return;
    }
    auto check = verdict::parse_expectation(item.text);
    std::string problem = check.problem;
    if (check) {
      problem = verdict::unfit_for_contract(*check.value);
    }
    if (!problem.empty()) {
      problems_.error(item.place, path, problem);
      return;
    }
    if (check.value->metric == verdict::Metric::served_by &&
        !index_of(check.value->subject, providers_, "provider", item.place, path, problems_)) {
      return;
    }
    clause.expectation = *std::move(check.value);
    contract_.clauses.push_back(std::move(clause));
  }

  const std::vector<std::string>& rows_;
  const std::vector<std::string>& providers_;
  Problems& problems_;
  verdict::Contract& contract_;
};

}  // namespace

std::optional<verdict::Contract> parse_contract(const std::string& path, const std::string& text,
                                                const std::vector<std::string>& rows,
                                                const std::vector<std::string>& providers,
                                                Findings& findings) {
  Problems problems(path);
  verdict::Contract contract;
  contract.file = path;
  if (const auto root = syntax::parse_yaml(text, problems)) {
    ContractReader(rows, providers, problems, contract).read(*root);
  }
  findings.texts[path] = starred(text);
  findings.add(problems);
  return problems.any_error() ? std::nullopt : std::optional(std::move(contract));
}

std::optional<verdict::Contract> read_contract(const std::string& path,
                                               const std::vector<std::string>& rows,
                                               const std::vector<std::string>& providers,
                                               Findings& findings) {
  Problems problems(path);
  const auto text = syntax::read_file(path, problems);
  findings.add(problems);
  return text ? parse_contract(path, *text, rows, providers, findings) : std::nullopt;
}

}  // namespace gameday::config
