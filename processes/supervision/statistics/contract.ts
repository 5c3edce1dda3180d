import { z } from 'zod';
import { isPlainDate } from '../../../law/plain-date.ts';

/** 本部门统计 (23, 38 ¶2): what one department provided and asked for between two days, both inside, beside the period before. */

const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
export const StatisticsQuery = z.strictObject({ from: Day, to: Day });

const Applications = z.object({
  received: z.int(), open: z.int(), granted: z.int(), refused: z.int(), withdrawn: z.int(), onTime: z.int(), late: z.int(), asked: z.int(), extended: z.int(), medianDays: z.number().nullable(), // working days
});
const Calls = z.object({ calls: z.number(), rows: z.number(), refused: z.number(), failed: z.number(), maintenance: z.number(), p50: z.number().nullable(), p95: z.number().nullable() }); // milliseconds; null: none measured, or beyond 5 s
export type Calls = z.infer<typeof Calls>;
const Period = z.object({ from: z.string(), to: z.string(), provided: Applications, requested: Applications, calls: Calls });
export const Statistics = z.object({
  now: Period, before: Period,
  catalogue: z.object({ published: z.int(), unconditional: z.int(), conditional: z.int(), notShared: z.int(), measured: z.int(), failing: z.int(), overdue: z.int() }), // overdue: not published again within its update cycle
  grants: z.array(z.object({ state: z.string(), zh: z.string(), provided: z.int(), requested: z.int() })),
  months: z.array(z.object({ month: z.string(), received: z.int(), onTime: z.int(), late: z.int() })),
  days: z.array(z.object({ on: z.string(), calls: z.number(), failed: z.number(), refused: z.number() })),
  byRequester: z.array(z.object({ org: z.string(), name: z.string(), grants: z.int(), calls: z.number(), failed: z.number() })), // most calls first, fifty at most
  quality: z.array(z.object({ on: z.string(), rate: z.number().nullable(), failing: z.int() })), // runs that ended in the period, oldest first
});
export type Statistics = z.infer<typeof Statistics>;
