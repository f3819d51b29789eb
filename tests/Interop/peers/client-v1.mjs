// A client on the TypeScript SDK v1: node client-v1.mjs COMMAND ARGS…
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { environment, visit } from './visit.mjs';

const [command, ...args] = process.argv.slice(2);
const transport = new StdioClientTransport({ command, args, env: environment });
// v1 tells the revision to the transport alone.
let revision;
transport.setProtocolVersion = chosen => { revision = chosen; };
await visit(new Client({ name: 'ts-v1-client', version: '1.0.0' }), transport, () => revision);
