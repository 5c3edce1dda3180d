import { BaseResolver, createConfig, lintDocument, Source } from '@redocly/openapi-core';

/** What Redocly's linter says of an OpenAPI document, its recommended rules as errors; `but` names rules that do not apply, with the reason beside the call. */
export async function lintOpenApi(document: object, but: readonly string[] = []): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'], rules: Object.fromEntries(but.map((rule) => [rule, 'off'])) });
  const source = new Source('openapi.json', JSON.stringify(document));
  const problems = await lintDocument({ document: { source, parsed: JSON.parse(source.body) }, externalRefResolver: new BaseResolver(config.resolve), config });
  return problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
}
