import { z } from 'zod';
import { isPlainDate } from '../../law/plain-date.ts';

/** Assessments (PG) and incidents (AQ): what their acts state, what their pages show. Art. 11(5), 13 ¶1, 34, 35 ¶3. */

const Text = (max: number) => z.string().trim().max(max);
const Day = z.string().refine((text): boolean => isPlainDate(text), '请按“年-月-日”填写日期，如 2026-03-05');
const Ref = z.string().regex(/^\d{6}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/* ---- assessments ---- */

/** 保密风险, 个人信息保护影响 (13 ¶1), 共享安全性 (11(五)). */
export const Template = z.enum(['secrecy', 'privacy', 'sharing-security']);
export type Template = z.infer<typeof Template>;

/**
 * What is assessed, as it is: an assessment stands for exactly this. For a use (an application) also purpose and mode:
 * PIPL 56 looks at lawfulness and necessity of the purpose and at the way of handling.
 */
export const Scope = z.strictObject({
  items: z.array(z.strictObject({ field: z.string().max(63), name: Text(100), type: z.string().max(4), sensitivity: z.string().max(20), personal: z.enum(['none', 'personal', 'sensitive']), identifier: z.string().max(20).nullable() })).min(1).max(2000),
  grade: z.string().max(20),
  attribute: z.string().max(20),
  purpose: Text(1000).optional(),
  mode: z.string().max(20).optional(),
});
export type Scope = z.infer<typeof Scope>;

export const Subject = z.strictObject({ kind: z.enum(['entry', 'application']), id: z.uuid(), name: Text(200).min(1), scope: Scope });
export type Subject = z.infer<typeof Subject>;

/** `answer`: yes or no to the question as it is put; `note` explains, and must where the template asks for it. */
export const Answer = z.strictObject({ id: z.string().max(40), answer: z.enum(['yes', 'no', 'not-applicable']), note: Text(1000).default('') });
export type Answer = z.infer<typeof Answer>;

export const assessmentActs = {
  create: z.strictObject({ template: Template, subject: Subject, answers: z.array(Answer).max(50).default([]) }),
  submit: z.strictObject({ answers: z.array(Answer).max(50).optional(), subject: Subject.optional() }),
  conclude: z.strictObject({ level: z.enum(['low', 'medium', 'high']), measures: Text(2000).min(2), remaining: Text(2000).min(1), secret: z.enum(['none', 'work-secret', 'state-secret']) }),
  return: z.strictObject({}),
  lapse: z.strictObject({ reasons: Text(1000).min(2).optional() }),
  withdraw: z.strictObject({}),
} as const;

export const Question = z.object({ id: z.string(), text: z.string(), basisZh: z.string(), noteOn: z.enum(['yes', 'no', 'always', 'never']) });
export const AssessmentOwn = z.object({
  template: Template, templateZh: z.string(),
  subject: z.object({ kind: z.enum(['entry', 'application']), region: z.string(), id: z.uuid(), name: z.string() }),
  scope: Scope, digest: z.string(),
  questions: z.array(Question.extend({ answer: Answer.shape.answer.nullable(), note: z.string() })),
  level: z.string().nullable(), levelZh: z.string().nullable(), secret: z.string().nullable(), measures: z.string().nullable(), remaining: z.string().nullable(),
  standing: z.boolean(), concludedOn: Day.nullable(), lapsedOn: Day.nullable(),
  keepUntil: Day.nullable(), // PIPL 56: at least three years
});
export type AssessmentOwn = z.infer<typeof AssessmentOwn>;

/* ---- incidents ---- */

/** Where something is not yet known it says so: “尚不清楚” is an answer, a blank is none. */
export const incidentActs = {
  report: z.strictObject({
    what: Text(2000).min(4), since: Text(100).min(1), data: Text(2000).min(1),
    grants: z.array(Ref).max(200).default([]),
    persons: z.strictObject({ number: z.int().min(0).nullable().default(null), personal: z.boolean(), text: Text(500).default('') }),
    entry: z.strictObject({ region: z.string().regex(/^\d{6}$/), id: z.uuid() }).optional(),
  }),
  'start-plan': z.strictObject({ plan: Text(500).default('') }),
  dismiss: z.strictObject({ reason: Text(1000).min(2) }),
  contain: z.strictObject({ measures: Text(2000).min(2), grants: z.array(Ref).max(200).default([]) }),
  notify: z.strictObject({ to: Text(200).min(2), on: Day, content: Text(2000).default(''), personsTold: z.strictObject({ told: z.enum(['yes', 'no', 'not-concerned']), text: Text(500).default('') }) }),
  eliminate: z.strictObject({ cause: Text(2000).min(2), mended: Text(2000).min(2) }),
  review: z.strictObject({
    stages: z.array(z.strictObject({ stage: Text(60).min(1), responsible: Text(200).min(1) })).min(1).max(50), // 谁管理谁负责、谁使用谁负责 (34)
    lessons: Text(2000).min(2),
    clue: z.strictObject({ is: z.boolean(), text: Text(1000).default('') }), // a clue of 40(六)
  }),
  close: z.strictObject({}),
  return: z.strictObject({}),
} as const;

export const IncidentOwn = z.object({
  department: z.string(), departmentName: z.string(), what: z.string(), since: z.string(), data: z.string(), source: z.string(), sourceZh: z.string(),
  entry: z.object({ region: z.string(), id: z.uuid(), name: z.string().nullable(), hidden: z.boolean() }).nullable(),
  grants: z.array(z.object({ ref: Ref, number: z.string().nullable(), title: z.string(), stateZh: z.string() })),
  persons: z.object({ number: z.number().nullable(), personal: z.boolean(), text: z.string() }),
  measures: z.string().nullable(), cause: z.string().nullable(), mended: z.string().nullable(), lessons: z.string().nullable(),
  notices: z.array(z.object({ to: z.string(), on: Day, content: z.string(), personsTold: z.string() })),
  stages: z.array(z.object({ stage: z.string(), responsible: z.string() })),
});
export type IncidentOwn = z.infer<typeof IncidentOwn>;
