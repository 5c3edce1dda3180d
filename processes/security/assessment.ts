import { fail } from '../../law/errors.ts';
import { addYears, plainDate } from '../../law/plain-date.ts';
import { assessment } from '../../law/procedures/assessment.ts';
import { processOf, type Moving, type Process } from '../../platform/procedures/process.ts';
import type { Tx } from '../../platform/postgres/database.ts';
import { assessmentActs as acts, type Answer, type AssessmentOwn, type Subject, type Template } from './contract.ts';
import { scopeDigest } from './digest.ts';
import * as store from './store.ts';
import { LEVEL_ZH, templates } from './templates.ts';

/** 评估 (PG): Art. 11(五), 13 ¶1; PIPL 55, 56. */
export function assessmentProcess({ pageOfEntry }: { /** Where what is assessed can be seen; given by the catalogue, which stands above. */ readonly pageOfEntry: (tx: Tx, key: { readonly region: string; readonly entry: string }) => Promise<string | undefined> }): Process {
  return processOf(assessment, {
    contract: acts,
    checks: { allAnswered },
    follow: {
      create: async (tx, now) => {
        const { template, subject, answers } = acts.create.parse(now.stated);
        await store.addAssessment(tx, { region: now.region, caseId: now.id, department: departmentOf(now), template, subject, digest: scopeDigest(subject.scope), answers });
      },
      submit: async (tx, now) => {
        const { answers, subject } = acts.submit.parse(now.stated);
        if (subject) await renew(tx, now, subject);
        if (answers) await store.setAnswers(tx, now, answers);
      },
      conclude: async (tx, now) => {
        const { level, measures, remaining, secret } = acts.conclude.parse(now.stated);
        await store.conclude(tx, now, { level, secrecy: secret, measures, remains: remaining, on: now.today });
        const row = await rowOf(tx, now);
        Object.assign(now.told, { subject: row.subject, template: row.template, level });
      },
      lapse: async (tx, now) => {
        const row = await rowOf(tx, now);
        await store.lapse(tx, now, now.today);
        Object.assign(now.told, { subject: row.subject });
      },
      withdraw: (tx, now) => store.lapse(tx, now, now.today),
    },
    opening: async (_tx, actor, _act, stated) => {
      const { template, subject } = acts.create.parse(stated);
      return { title: assessmentTitle(template, subject.name), parties: { department: [actor.org] }, facts: { template, subject: subject.id, subjectKind: subject.kind } };
    },
    view: async (tx, it) => viewOf(await rowOf(tx, it)),
    links: async (tx, it) => {
      const row = await store.findAssessment(tx, it.region, it.id);
      const href = row?.subjectKind === 'entry' ? await pageOfEntry(tx, { region: row.region, entry: row.subject }) : undefined;
      return row && href ? [{ href, number: row.subjectName, zh: '评估对象' }] : [];
    },
  }) as unknown as Process;
}

/** What such a case is called in lists. */
export function assessmentTitle(template: Template, subject: string): string {
  return `${templates[template].zh}：${subject}`;
}

function departmentOf(now: Moving): string {
  return now.parties.department?.[0] ?? fail('PARTY_MISSING', { party: '本部门' });
}

async function rowOf(tx: Tx, at: { region: string; id: string }): Promise<store.AssessmentRow> {
  return (await store.findAssessment(tx, at.region, at.id)) ?? fail('CASE_NOT_FOUND');
}

/** The subject stays the same thing; what it holds is looked at anew. */
async function renew(tx: Tx, now: Moving, subject: Subject): Promise<void> {
  const row = await rowOf(tx, now);
  if (row.subject !== subject.id || row.subjectKind !== subject.kind) fail('ASSESSMENT_SUBJECT_GONE');
  await store.setSubject(tx, now, subject, scopeDigest(subject.scope));
}

/** Every question has its answer, and its explanation where the template asks for one. */
async function allAnswered(tx: Tx, now: Moving): Promise<void> {
  const row = await rowOf(tx, now);
  const stated = acts.submit.parse(now.stated).answers;
  const open = unanswered(row.template, stated ?? row.answers);
  if (open.length > 0) fail('ASSESSMENT_ANSWERS_MISSING', { questions: open.join('；') });
}

/** What is still open, as sentences for the person. */
export function unanswered(template: store.AssessmentRow['template'], answers: readonly Answer[]): string[] {
  return templates[template].questions.flatMap((question, i) => {
    const given = answers.find((answer) => answer.id === question.id);
    if (!given) return [`第 ${i + 1} 题`];
    const explained = question.noteOn === 'never' || (question.noteOn !== 'always' && question.noteOn !== given.answer) || given.note.length >= 2;
    return explained ? [] : [`第 ${i + 1} 题的说明`];
  });
}

function viewOf(row: store.AssessmentRow): AssessmentOwn {
  const { zh, questions } = templates[row.template];
  return {
    template: row.template, templateZh: zh,
    subject: { kind: row.subjectKind, region: row.region, id: row.subject, name: row.subjectName },
    scope: row.scope, digest: row.digest,
    questions: questions.map((question) => {
      const given = row.answers.find((answer) => answer.id === question.id);
      return { ...question, answer: given?.answer ?? null, note: given?.note ?? '' };
    }),
    level: row.level, levelZh: row.level ? LEVEL_ZH[row.level as keyof typeof LEVEL_ZH] : null, secret: row.secrecy, measures: row.measures, remaining: row.remains,
    standing: row.standing, concludedOn: row.concludedOn, lapsedOn: row.lapsedOn,
    keepUntil: row.concludedOn ? addYears(plainDate(row.concludedOn), 3) : null,
  };
}
