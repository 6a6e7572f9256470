#pragma once
// What every document is made from. It only points: facts, records, summary and verdict outlive it.

#include "verdict/facts.hpp"
#include "verdict/judge.hpp"
#include "verdict/summary.hpp"

namespace gameday::report {

struct Document {
  const verdict::RunFacts& facts;
  const verdict::RunRecords& records;
  const verdict::Summary& summary;
  const verdict::Verdict& verdict;
};

}  // namespace gameday::report
