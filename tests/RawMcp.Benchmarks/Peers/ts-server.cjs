// The TypeScript SDK's server. Argument: a folder whose node_modules holds @modelcontextprotocol/server and zod.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const load = createRequire(join(process.argv[2], 'here.js'));
const { McpServer } = load('@modelcontextprotocol/server');
const { serveStdio } = load('@modelcontextprotocol/server/stdio');
const { z } = load('zod');

const text = (value) => ({ content: [{ type: 'text', text: value }] });

serveStdio(() => {
  const server = new McpServer({ name: 'benchmark', version: '1.0.0' });
  server.registerTool('echo', { inputSchema: z.object({ message: z.string() }) }, async ({ message }) => text(message));
  server.registerTool('blob', { inputSchema: z.object({ n: z.number() }) }, async ({ n }) => {
    const content = [];
    for (let left = n; left > 0; left -= 100_000_000) content.push(...text('x'.repeat(Math.min(left, 100_000_000))).content);
    return { content };
  });
  server.registerTool('figures', { inputSchema: z.object({}) }, async () => text(`-1 ${process.resourceUsage().maxRSS * 1024}`));
  return server;
});
