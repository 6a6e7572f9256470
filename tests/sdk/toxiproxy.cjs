// Every call of toxiproxy-node-client against the API at argv[2]; ends with an error at the first
// that does not do what its documentation says.
const assert = require("node:assert/strict");
const { Toxiproxy } = require("toxiproxy-node-client");

async function main(host) {
  const api = new Toxiproxy(host);
  const one = { name: "one", listen: "127.0.0.1:0", upstream: "127.0.0.1:9" };
  const version = await api.getVersion();  // text in some versions of the client, an object in others
  assert.match((typeof version === "string" ? JSON.parse(version) : version).version, /^\d+\.\d+\.\d+$/);

  const proxy = await api.createProxy(one);
  assert.equal(proxy.name, "one");
  assert.match(proxy.listen, /^127\.0\.0\.1:\d+$/);
  await assert.rejects(api.createProxy(one));
  assert.deepEqual(Object.keys((await api.getAll())), ["one"]);
  assert.equal((await api.get("one")).upstream, "127.0.0.1:9");

  const late = await proxy.addToxic(
    { name: "late", type: "latency", stream: "downstream", toxicity: 1, attributes: { latency: 5, jitter: 1 } });
  assert.equal(late.toxicity, 1);
  const later = await late.update({ attributes: { latency: 7 } });
  assert.equal(later.attributes.latency, 7);
  assert.equal((await proxy.getToxic("late")).attributes.jitter, 1);
  await late.remove();
  await assert.rejects(proxy.getToxic("late"));

  const down = await proxy.update({ enabled: false, listen: proxy.listen, upstream: proxy.upstream });
  assert.equal(down.enabled, false);
  await api.reset();
  assert.equal((await api.get("one")).enabled, true);

  const all = await api.populate([one, { ...one, name: "two" }]);
  assert.deepEqual(Object.values(all).map((made) => made.name), ["one", "two"]);
  assert.deepEqual(Object.values(await api.populate([])), []);
  for (const made of Object.values(all)) {
    await made.remove();
  }
  assert.deepEqual(Object.keys(await api.getAll()), []);
}

main(process.argv[2]).then(() => console.log("every call"), (error) => {
  console.error(error);
  process.exit(1);
});
