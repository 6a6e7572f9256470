-- For wrk: questions of 1.5 KB as a client of a provider asks them.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer sk-bench"
wrk.body = '{"model":"gpt-4o","messages":[{"role":"user","content":"' .. string.rep("word ", 280) .. '"}]}'
