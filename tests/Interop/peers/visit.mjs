// Both SDKs give the server a short list of variables. These two are added to it: where .NET is, in case it is
// not in the place a program looks by itself, and the mark by which a process left behind is found.
export const environment = Object.fromEntries(
  ['DOTNET_ROOT', 'RAWMCP_INTEROP_RUN'].filter(name => name in process.env).map(name => [name, process.env[name]]));

// What every client does with rawmcp serve: list, call, close, and say what it saw as one line of JSON.
export async function visit(client, transport, revision) {
  await client.connect(transport);
  const { tools } = await client.listTools();
  if (process.env.RAWMCP_INTEROP_LIST) { // a server whose tools are others
    await client.close();
    console.log(JSON.stringify({ tools: tools.map(tool => tool.name) }));
    return;
  }
  const add = await client.callTool({ name: 'add', arguments: { a: 2, b: 3 } });
  const echo = await client.callTool({ name: 'echo', arguments: { message: 'grüße 你好 🙂' } });
  const blob = await client.callTool({ name: 'blob', arguments: { n: 100_000 } });
  const refusal = await client.callTool({ name: 'no such tool', arguments: {} }).catch(error => error);
  const failed = await client.callTool({ name: 'error', arguments: {} });
  // The client checks this against the tool's output schema.
  const { structuredContent } = await client.callTool({ name: 'structured', arguments: {} });
  const seen = {
    revision: revision(),
    server: client.getServerVersion()?.name,
    tools: tools.map(tool => tool.name),
    add: add.content[0].text,
    echo: echo.content[0].text,
    blob: blob.content[0].text.length,
    refusal: refusal.code,
    toolError: failed.isError,
    city: structuredContent.city,
  };
  await client.close();
  console.log(JSON.stringify(seen));
}
