#include "faults/evidence.hpp"

#include <array>

namespace gameday::faults {
namespace {

struct Row {
  std::string_view id;
  std::string_view seen;
};

// Issues of public repositories on GitHub, and what official SDKs did against raw sockets.
constexpr std::array rows = {
    Row{"F01", "tinyhumansai/openhuman#6504, BerriAI/litellm#4387, vercel/ai#5018"},
    Row{"F02", "anthropics/anthropic-sdk-typescript#357"},
    Row{"F03",
        "langchain-ai/langchainjs#1929, openai/codex#6340, mindsdb/anton#284, "
        "BerriAI/litellm#16092"},
    Row{"F04",
        "openai/openai-node#1840, openai/openai-node#1841, openai/openai-node#1863, "
        "openai/openai-python#3555, openai/openai-agents-python#3266"},
    Row{"F05", "seen with the official SDKs"},
    Row{"F06",
        "openai/openai-python#1626, anthropics/claude-code#7044, "
        "perplexityai/api-discussion#284"},
    Row{"F07",
        "anthropics/claude-code#3197, earendil-works/pi#6673, n8n-io/n8n#18275, "
        "mozilla-ai/clawbolt#1548, misospace/pr-reviewer-action#23"},
    Row{"F08", "tailcallhq/forgecode#2595, anthropics/claude-code#63051"},
    Row{"F09", "open-legal-products/mike#379"},
    Row{"F10", "nodetool-ai/nodetool#5755"},
    Row{"F11", "TracecatHQ/tracecat#3538, decolua/9router#3051"},
    Row{"F12", "BerriAI/litellm#16092, responsibleai/ASSERT#129"},
    Row{"F13",
        "agentscope-ai/QwenPaw#6302, ellipticmarketing/modelrelay#68, "
        "tashfeenahmed/freellmapi#66, tashfeenahmed/freellmapi#647, "
        "NousResearch/hermes-agent#113272, weval-org/app#32"},
    Row{"F14",
        "cloud-apim/otoroshi-llm-extension#140, pollinations/pollinations#11319, "
        "router-for-me/CLIProxyAPI#5319, Kilo-Org/kilocode#8260, BerriAI/litellm#26246"},
    Row{"F15", "sgl-project/sglang#25811, tashfeenahmed/freellmapi#64, openai/openai-python#1096"},
    Row{"F16", "earendil-works/pi#7959, BerriAI/litellm#32491, MoonshotAI/kimi-code#1050"},
    Row{"F17", "Mirrowel/LLM-API-Key-Proxy#39, kortix-ai/suna#6473"},
    Row{"F18", "can1357/oh-my-pi#3819"},
    Row{"F19",
        "anomalyco/opencode#37580, anomalyco/opencode#16366, QwenLM/qwen-code#5143, "
        "MoonshotAI/kimi-code#1798, cline/cline#12954, tinyhumansai/openhuman#4763"},
    Row{"F20", "earendil-works/pi#7959, ltmoerdani/opencode-copilot-chat#170"},
    Row{"F21", "kekzl/imp#754, QuantumNous/new-api#971"},
    Row{"F22", "BerriAI/litellm#40404, ENTERPILOT/GoModel#1017"},
    Row{"F23",
        "openai/openai-python#2065, openai/openai-python#2356, kortix-ai/suna#66, "
        "langgenius/dify#9912, bytedance/deer-flow#1923"},
    Row{"F24",
        "BerriAI/litellm#40260, anomalyco/opencode#40061, anomalyco/opencode#39968, "
        "macanderson/stella#362, NVIDIA/TensorRT-LLM#18289, "
        "NousResearch/hermes-agent#102766, theopenco/llmgateway#1901"},
    Row{"F25", "seen with the official SDKs, BerriAI/litellm#40404"},
    Row{"F26",
        "openai/openai-python#1515, zai-org/GLM-5#66, mistralai/client-js#18, "
        "can1357/oh-my-pi#3362, BerriAI/litellm#40404"},
    Row{"F27", "earendil-works/pi#2537"},
    Row{"F28",
        "block/goose#8031, block/goose#8027, elastic/elasticsearch#121806, "
        "mozilla-ai/any-llm#847"},
    Row{"F29",
        "envoyproxy/ai-gateway#2698, use-agent-os/agent-os#2137, farzaa/clicky#132, "
        "vellum-ai/vellum-assistant#22759, BerriAI/litellm#6957, karthink/gptel#1512"},
    Row{"F30",
        "HKUDS/nanobot#4038, livekit/agents-js#2477, dirge-code/dirge#552, "
        "Quorinex/Kiro-Go#138"},
    Row{"F31",
        "anomalyco/opencode#3596, esengine/DeepSeek-Reasonix#2488, "
        "vllm-project/vllm#28635, vllm-project/vllm#12192"},
    Row{"F32",
        "xberg-io/liter-llm#152, api7/aisix#111, musistudio/claude-code-router#1672, "
        "danielmiessler/Fabric#2203, vllm-project/aibrix#2653, lianginx/chatgpt-nuxt#16"},
    Row{"F33",
        "mnfst/llm-gateway#2053, docker/docker-agent#2349, deepnoodle-ai/dive#206, "
        "justlovemaki/AIClient2API#695, CopilotC-Nvim/CopilotChat.nvim#946"},
    Row{"F34", "1jehuang/jcode#565, vercel/ai#15880"},
    Row{"F35",
        "meilisearch/meilisearch#6477, pydantic/pydantic-ai#164, langfuse/langfuse#2833, "
        "microsoft/autogen#4311, AbanteAI/archive-old-cli-mentat#429"},
    Row{"F36", "browser-use/browser-use#5148, tinyhumansai/tinyagents#94"},
    Row{"F37",
        "vectorize-io/hindsight#3811, vectorize-io/hindsight#3827, "
        "agent0ai/agent-zero#1747, bytedance/deer-flow#474, mozilla-ai/any-llm#881"},
    Row{"F38",
        "mnfst/llm-gateway#2419, cuga-project/cuga-agent#639, "
        "cuga-project/cuga-agent#640, tashfeenahmed/freellmapi#516, typedef-ai/fenic#386"},
    Row{"F39",
        "vercel/ai#18440, vercel/ai#14277, apache/maka#1976, agno-agi/agno#8880, "
        "openai/openai-python#3201, openai/codex#7517, BerriAI/litellm#5064, "
        "bigduu/Bamboo-agent#351"},
    Row{"F40", "openclaw/openclaw#97474, openclaw/openclaw#96497"},
    Row{"F41",
        "envoyproxy/ai-gateway#2279, envoyproxy/ai-gateway#2236, maximhq/bifrost#5355, "
        "ferro-labs/ai-gateway#281, router-for-me/CLIProxyAPI#3221, "
        "diegosouzapw/OmniRoute#9750"},
    Row{"F42",
        "decolua/9router#3051, earendil-works/pi#2537, open-legal-products/mike#379, "
        "mnfst/llm-gateway#2716"},
    Row{"F43",
        "qualixar/superlocalmemory#79, freelensapp/freelens-ai-extension#272, "
        "tombii/better-ccflare#243, lablup/backend.ai#5771"},
    Row{"F44",
        "open-webui/open-webui#24928, mlflow/mlflow#23865, NVIDIA/TensorRT-LLM#13952, "
        "SamSaffron/term-llm#298, SamSaffron/term-llm#347, "
        "ansible/ansible-ai-connect-service#2000"},
    Row{"F45", "seen with the official SDKs"},
    Row{"F46", "ggml-org/llama.cpp#28926"},
    Row{"F47",
        "anthropics/claude-code#89608, duolahypercho/codex-router#165, "
        "stella/stella#1697, InsForge/InsForge#1813, nodejs/node#47130"},
    Row{"F48", "OpenHands/OpenHands#1200, simonw/llm#772, codeready-toolchain/tarsy#330"},
    Row{"F49",
        "ChatGPTNextWeb/NextChat#596, timothepoznanski/poznote#1388, "
        "google-gemini/gemini-cli#19908"},
    Row{"F50", "langmanus/langmanus#44, nexu-io/open-design#2091"},
    Row{"F51", "openclaw/openclaw#17184, plastic-labs/honcho#843, langchain-ai/langchain#21919"},
    Row{"F52", "brexhq/CrabTrap#2, twosigma/waiter#764"},
    Row{"F53",
        "MAXeaglet/commandcode-proxy#20, BerriAI/litellm#30245, BerriAI/litellm#31499, "
        "BerriAI/litellm#37140, BerriAI/litellm#36123, Nayjest/lm-proxy#88"},
    Row{"F54",
        "Azure-Samples/azure-search-openai-demo#505, BerriAI/litellm#4912, "
        "BerriAI/litellm#34836"},
    Row{"F55",
        "HKUDS/nanobot#2760, mpfaffenberger/code_puppy#317, caura-ai/caura#859, "
        "BerriAI/litellm#25285"},
    Row{"F56",
        "sgl-project/sglang#25811, vllm-project/router#60, deltawi/deltallm#101, "
        "BerriAI/litellm#34836, BerriAI/litellm#40718"},
    Row{"F57",
        "BerriAI/litellm#40404, BerriAI/litellm#28216, BerriAI/litellm#5512, "
        "BerriAI/litellm#6957, BerriAI/litellm#19077, "
        "Continuum-AI-Corp/OrcaRouter-Lite#115"},
};

}  // namespace

std::string_view evidence_of(std::string_view id) {
  for (const Row& row : rows) {
    if (row.id == id) {
      return row.seen;
    }
  }
  return {};
}

}  // namespace gameday::faults
