// gameday ctl: drives a running proxy, with the commands and flags of Toxiproxy's own client.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "ctl_parts.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday ctl create -l 127.0.0.1:26379 -u 127.0.0.1:6379 redis
  gameday ctl toxic add -t latency -a latency=1000 -a jitter=100 redis
  gameday ctl inspect redis
  gameday ctl toxic remove -n latency_downstream redis

  gameday ctl create -l 127.0.0.1:9000 -u https://api.openai.com openai
  gameday ctl fault add -t rate-limited -a retry_after=20s -m share=50% openai
  gameday ctl fault list openai

Commands, flags and output for scripts are those of toxiproxy-cli, which has no faults. TOXIPROXY_URL may name the host.
Exit code: 0 done, 1 failed (the reason is on stderr), 3 there is no such command.
)";

void add_toxics(CLI::App& ctl, const std::shared_ptr<CtlHost>& host, int& exit_code) {
  const auto toxic = std::make_shared<CtlToxic>();
  CLI::App* group = ctl_command(ctl, "toxic", "Add, change or remove a toxic", {"t"});
  group->require_subcommand(1);
  const auto common = [&](CLI::App& app, bool named) {
    add_ctl_proxy(app, toxic->proxy);
    CLI::Option* name = app.add_option("-n,--toxicName", toxic->name, "The toxic's name");
    name->type_name("NAME");
    name->required(named);
  };
  const auto values = [&](CLI::App& app) {
    app.add_option("--toxicity,--tox", toxic->toxicity, "Share of connections, from 0 to 1")
        ->type_name("SHARE")
        ->capture_default_str();
    app.add_option("-a,--attribute", toxic->attributes, "As latency=1000; may be repeated")
        ->type_name("NAME=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  CLI::App* add = ctl_command(*group, "add", "Add a toxic", {"a"});
  common(*add, false);
  add->add_option("-t,--type", toxic->type, "Its type; docs/toxics.md has them")
      ->required()
      ->type_name("TYPE");
  values(*add);
  add->add_flag("-u,--upstream", toxic->upstream, "From the client to the server");
  add->add_flag("-d,--downstream", toxic->downstream, "From the server to the client (default)");
  add->callback([=, &exit_code] { exit_code = ctl_toxic_add(*host, *toxic); });

  CLI::App* update =
      ctl_command(*group, "update", "Change a toxic; its toxicity becomes 1 unless given", {"u"});
  common(*update, true);
  values(*update);
  update->callback([=, &exit_code] { exit_code = ctl_toxic_update(*host, *toxic); });

  CLI::App* remove = ctl_command(*group, "remove", "Remove a toxic", {"r", "delete", "d"});
  common(*remove, true);
  remove->callback([=, &exit_code] { exit_code = ctl_toxic_remove(*host, *toxic); });
}

void add_proxies(CLI::App& ctl, const std::shared_ptr<CtlHost>& host, int& exit_code) {
  const auto name = std::make_shared<std::string>();
  const auto listen = std::make_shared<std::string>();
  const auto upstream = std::make_shared<std::string>();
  CLI::App* list = ctl_command(ctl, "list", "List all proxies", {"l", "li", "ls"});
  list->callback([=, &exit_code] { exit_code = ctl_list(*host); });

  CLI::App* inspect = ctl_command(ctl, "inspect", "Show a proxy's toxics", {"i", "ins"});
  add_ctl_proxy(*inspect, *name);
  inspect->callback([=, &exit_code] { exit_code = ctl_inspect(*host, *name); });

  CLI::App* create = ctl_command(ctl, "create", "Create a proxy", {"c", "new"});
  add_ctl_proxy(*create, *name);
  create->add_option("-l,--listen", *listen, "Where it listens")->required()->type_name("ADDRESS");
  create->add_option("-u,--upstream", *upstream, "What it stands before")
      ->required()
      ->type_name("ADDRESS");
  create->callback([=, &exit_code] { exit_code = ctl_create(*host, *name, *listen, *upstream); });

  CLI::App* toggle = ctl_command(ctl, "toggle", "Enable or disable a proxy", {"tog"});
  add_ctl_proxy(*toggle, *name);
  toggle->callback([=, &exit_code] { exit_code = ctl_toggle(*host, *name); });

  CLI::App* remove = ctl_command(ctl, "delete", "Delete a proxy", {"d"});
  add_ctl_proxy(*remove, *name);
  remove->callback([=, &exit_code] { exit_code = ctl_delete(*host, *name); });

  CLI::App* reset = ctl_command(ctl, "reset", "Enable all proxies and remove all toxics", {});
  reset->callback([=, &exit_code] { exit_code = ctl_reset(*host); });

  CLI::App* populate = ctl_command(ctl, "populate", "Create the proxies of a config file", {});
  populate->add_option("file", *name, "A JSON array of proxies")->required()->type_name("FILE");
  populate->callback([=, &exit_code] { exit_code = ctl_populate(*host, *name); });
}

}  // namespace

CLI::App* ctl_command(CLI::App& parent, const char* name, const char* what,
                      std::initializer_list<const char*> aliases) {
  CLI::App* made = parent.add_subcommand(name, what);
  made->set_help_flag("--help", "Print this help message and exit");
  for (const char* alias : aliases) {
    made->alias(alias);
  }
  return made;
}

void add_ctl_proxy(CLI::App& app, std::string& name) {
  app.add_option("name", name, "The proxy")->required()->type_name("NAME");
}

void add_ctl(CLI::App& app, int& exit_code) {
  auto host = std::make_shared<CtlHost>();
  CLI::App* ctl = app.add_subcommand("ctl", "Drive a running proxy, as toxiproxy-cli does.");
  ctl->footer(examples);
  ctl->set_help_flag("--help", "Print this help message and exit");  // -h is the host
  ctl->set_version_flag("-v,--version", GAMEDAY_VERSION);
  ctl->add_option("-h,--host", host->host, "The control API")
      ->envname("TOXIPROXY_URL")
      ->type_name("URL")
      ->capture_default_str();
  ctl->add_option("--token", host->token, "Of its API, if it asks for one")
      ->envname("GAMEDAY_PROXY_TOKEN")
      ->type_name("TOKEN");
  add_proxies(*ctl, host, exit_code);
  add_toxics(*ctl, host, exit_code);
  add_ctl_faults(*ctl, host, exit_code);
  ctl->callback([ctl] {
    if (ctl->get_subcommands().empty()) {
      throw CLI::CallForHelp();
    }
  });
}

}  // namespace gameday::app
