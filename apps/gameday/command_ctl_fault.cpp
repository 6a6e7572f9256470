// gameday ctl fault: what Toxiproxy's client does not have.

#include "ctl_parts.hpp"

namespace gameday::app {
namespace {

void add_pairs(CLI::App& app, const char* flags, std::vector<std::string>& pairs,
               const char* what) {
  app.add_option(flags, pairs, what)
      ->type_name("NAME=VALUE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_values(CLI::App& app, CtlFault& fault) {
  add_pairs(app, "-a,--attribute", fault.attributes, "As retry_after=20s; may be repeated");
  add_pairs(app, "-m,--match", fault.match, "As share=50% or stream=true; may be repeated");
  app.add_option("--lease-ms", fault.lease_ms, "Removed after that time; 0: stays")
      ->type_name("MS");
  app.add_flag("--first", fault.first, "Before all others");
}

}  // namespace

void add_ctl_faults(CLI::App& ctl, const std::shared_ptr<CtlHost>& host, int& exit_code) {
  const auto fault = std::make_shared<CtlFault>();
  CLI::App* group =
      ctl_command(ctl, "fault", "Add, show, change or remove a fault of requests", {"f"});
  group->require_subcommand(1);
  const auto place = [&](CLI::App& app, const char* what) {
    add_ctl_proxy(app, fault->proxy);
    return app.add_option("-n,--name", fault->name, what)->type_name("NAME");
  };
  CLI::App* add = ctl_command(*group, "add", "Add a fault", {"a"});
  place(*add, "Its name (its type)");
  add->add_option("-t,--type", fault->type, "An action, or a name that gameday faults lists")
      ->required()
      ->type_name("TYPE");
  add_values(*add, *fault);
  add->callback([=, &exit_code] { exit_code = ctl_fault_add(*host, *fault); });

  CLI::App* list = ctl_command(*group, "list", "Show a proxy's faults, and whom they hit", {"ls"});
  add_ctl_proxy(*list, fault->proxy);
  list->callback([=, &exit_code] { exit_code = ctl_fault_list(*host, *fault); });

  CLI::App* update = ctl_command(*group, "update", "Change a fault; what is left out stays", {"u"});
  place(*update, "Its name")->required();
  add_values(*update, *fault);
  CLI::Option* on = update->add_flag("--on", fault->on, "Enable it");
  update->add_flag("--off", fault->off, "Keep it without effect")->excludes(on);
  update->callback([=, &exit_code] { exit_code = ctl_fault_update(*host, *fault); });

  CLI::App* remove =
      ctl_command(*group, "remove", "Remove a fault, or all of a proxy's", {"r", "delete", "d"});
  place(*remove, "Its name (all)");
  remove->callback([=, &exit_code] { exit_code = ctl_fault_remove(*host, *fault); });
}

}  // namespace gameday::app
