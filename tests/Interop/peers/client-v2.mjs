// A client on the TypeScript SDK v2: node client-v2.mjs MODE COMMAND ARGS…
// MODE is legacy, auto or a modern revision to insist on.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { environment, visit } from './visit.mjs';

const [mode, command, ...args] = process.argv.slice(2);
const client = new Client({ name: 'ts-v2-client', version: '1.0.0' },
  { versionNegotiation: { mode: /^\d/.test(mode) ? { pin: mode } : mode } });
await visit(client, new StdioClientTransport({ command, args, env: environment }), () => client.getNegotiatedProtocolVersion());
