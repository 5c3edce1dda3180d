import { Area } from '../kit/area.tsx';
import { Segments } from '../kit/fields.tsx';
import type { Errors } from '../kit/field-shapes.ts';
import { ArticleTag } from '../kit/tag.tsx';

export interface Question { readonly id: string; readonly text: string; readonly basisZh: string; readonly noteOn: 'yes' | 'no' | 'always' | 'never'; readonly answer: string | null; readonly note: string }
interface Given { readonly answer: string; readonly note: string }
type Answers = Readonly<Record<string, Given>>;

export const startAnswers = (questions: readonly Question[]): Answers => Object.fromEntries(questions.map((q) => [q.id, { answer: q.answer ?? '', note: q.note }]));
export const statedAnswers = (value: unknown, questions: readonly Question[]): unknown[] => questions.flatMap((q) => { const a = (value as Answers)[q.id]; return a?.answer ? [{ id: q.id, answer: a.answer, note: a.note.trim() }] : []; });

/** What is not answered, or answered without the explanation that the question asks for. */
export function wrongAnswers(value: unknown, questions: readonly Question[]): Record<string, string> {
  const wrong: Record<string, string> = {};
  questions.forEach((q, n) => {
    const a = (value as Answers)[q.id];
    if (!a?.answer) wrong[`answers.${q.id}`] = `第 ${n + 1} 题未答`;
    else if (needsNote(q, a.answer) && a.note.trim() === '') wrong[`answers.${q.id}`] = `第 ${n + 1} 题须说明`;
  });
  return wrong;
}
const needsNote = (q: Question, answer: string): boolean => q.noteOn === 'always' || q.noteOn === answer;

export function AnswersField({ questions, value, set, errors }: { readonly questions: readonly Question[]; readonly value: unknown; readonly set: (value: unknown) => void; readonly errors: Errors }) {
  const answers = (value ?? {}) as Answers;
  const put = (id: string, change: Partial<Given>) => set({ ...answers, [id]: { answer: '', note: '', ...answers[id], ...change } });
  return (
    <ol className="stack" style={{ gap: 14 }}>
      {questions.map((q, n) => {
        const a = answers[q.id] ?? { answer: '', note: '' };
        return (
          <li key={q.id}>
            <p>{n + 1}. {q.text} <ArticleTag>{q.basisZh}</ArticleTag></p>
            {errors[`answers.${q.id}`] && <p className="field-error">{errors[`answers.${q.id}`]}</p>}
            <Segments name={`q-${q.id}`} label={q.text} value={a.answer} options={[{ value: 'yes', zh: '是' }, { value: 'no', zh: '否' }, { value: 'not-applicable', zh: '不适用' }]} onChange={(answer) => put(q.id, { answer })} />
            <Area style={{ marginTop: 6 }} value={a.note} maxLength={1000} aria-label={`第 ${n + 1} 题说明`} placeholder={needsNote(q, a.answer) ? '须说明' : '说明，可不填'} autoSize={{ minRows: 1, maxRows: 5 }} onChange={(e) => put(q.id, { note: e.target.value })} />
          </li>
        );
      })}
    </ol>
  );
}
