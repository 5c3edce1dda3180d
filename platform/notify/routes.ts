import { z } from 'zod';
import { route, type Route } from '../http/route.ts';
import type { Db } from '../postgres/database.ts';
import { readCursor, timeKey, writeCursor } from '../procedures/cursor.ts';
import { countUnread, markRead, readNotifications } from './store.ts';

export const NotificationPage = z.object({
  rows: z.array(z.object({ id: z.string(), at: z.string(), text: z.string(), kind: z.string().nullable(), ref: z.string().nullable(), readAt: z.string().nullable() })),
  unread: z.number().int(), after: z.string().nullable(),
});

const size = 50;

/** 消息: a person's own, newest first. */
export function notificationRoutes(db: Db): Route[] {
  return [
    route({
      method: 'GET', path: '/notifications', may: 'notification.read', in: { query: z.object({ after: z.string().max(400).optional() }) }, out: NotificationPage, fails: ['CURSOR_STALE'], summary: '消息',
      handle: async (ctx, { query }) => {
        const place = readCursor(query.after, timeKey);
        const { region, person } = ctx.actor;
        const found = await readNotifications(db, region, person, place === null ? null : { at: place.key, id: place.id }, size + 1);
        const rows = found.slice(0, size);
        const last = rows.at(-1);
        return {
          rows: rows.map((row) => ({ id: row.id, at: row.at, text: row.text, kind: row.kind, ref: row.caseId === null ? null : `${row.caseRegion}-${row.caseId}`, readAt: row.readAt })),
          unread: await countUnread(db, region, person), after: found.length > size && last ? writeCursor(last.at, last.id) : null,
        };
      },
    }),
    route({
      method: 'POST', path: '/notifications/read', may: 'notification.read', in: { body: z.object({ ids: z.array(z.uuid()).max(200).optional() }).optional() }, out: z.null(), fails: [], summary: '消息已读',
      handle: async (ctx, { body }) => {
        await markRead(db, ctx.actor.region, ctx.actor.person, body?.ids ?? null);
        return null;
      },
    }),
  ];
}
