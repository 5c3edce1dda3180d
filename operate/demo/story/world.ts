import type { ProviderDatabase } from '../provider.ts';
import type { RunningPlatform } from '../platform.ts';
import type { Desk } from '../office.ts';
import type { Teller } from '../tell.ts';
import type { Consumer } from '../consumer.ts';

/** What the chapters hand on to each other. */
export interface World {
  readonly platform: RunningPlatform;
  readonly provider: ProviderDatabase;
  readonly tell: Teller;
  /** Desks by account name; filled by the first chapter. */
  readonly desks: Map<string, Desk>;
  readonly consumer: Consumer;
}

export function desk(world: World, login: string): Desk {
  const found = world.desks.get(login);
  if (!found) throw new Error(`no desk for ${login}`);
  return found;
}

/** The date of the law moves forward; clocks run out on the way. */
export async function moveTo(world: World, date: string): Promise<void> {
  await desk(world, 'xitong').post('/mark/legal-date', { date });
}
