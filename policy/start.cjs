// Pulumi's own way to run a pack compiles TypeScript at each start, which takes seconds; tsx doesn't.
module.exports = (async () => {
    const { register } = await import("tsx/esm/api");
    register();
    await import("./pack.ts");
})();
