-- For wrk: questions of 1.5 KB as a client of a provider asks them; WRK_MODEL is whom it asks.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer sk-bench"
wrk.body = '{"model":"' .. (os.getenv("WRK_MODEL") or "gpt-4o") .. '","messages":[{"role":"user","content":"' .. string.rep("word ", 280) .. '"}]}'
