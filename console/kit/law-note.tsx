import { useEffect, useState, type ReactNode } from 'react';

/** The operative words of the places an act leans on most; they stand out in the quoted text. */
const operative: Readonly<Record<string, readonly string[]>> = {
  '13.1': ['经部门负责人审核同意'],
  '15.1': ['不得通过擅自增设条件等方式'],
  '16.1': ['审核通过后统一向政府部门通告'],
  '17.2': ['10个工作日内'],
  '17.3': ['2个工作日内'],
  '20.2': ['使用依据、使用场景、使用范围、共享方式、使用时限'],
  '20.3': ['经本部门政务数据共享工作机构负责人同意后作出答复'],
  '21.1': ['1个工作日内作出答复', '10个工作日内作出是否同意共享的答复'],
  '21.2': ['应当一次性告知其需要补充的材料，不得直接予以拒绝', '应当说明理由'],
  '22': ['20个工作日内'],
  '22.1': ['20个工作日内'],
  '25.1': ['不得擅自扩大使用范围以及用于或者变相用于其他目的'],
  '26.2': ['10个工作日内'],
  '27.2': ['应当暂停其政务数据共享权限，并督促限期整改'],
  '39(4)': ['未按时'],
};

/** Of a place, or of all places within an article. */
const marksOf = (basis: string): readonly string[] => operative[basis] ?? Object.entries(operative).filter(([place]) => place.startsWith(`${basis}.`)).flatMap(([, words]) => words);

interface Text { readonly place: string; readonly paragraphs: readonly string[] }
const known = new Map<string, Text | null>();

async function load(basis: string): Promise<Text | null> {
  const held = known.get(basis);
  if (held !== undefined) return held;
  const [{ placeExists, quote }, { basisZh }] = await Promise.all([import('../../law/quote.ts'), import('../../law/basis.ts')]);
  const text = placeExists(basis) ? { place: basisZh(basis), paragraphs: quote(basis).split('\n') } : null;
  known.set(basis, text);
  return text;
}

/** The law in its own words, beside the act that rests on it. Nothing for what no article says. */
export function LawNote({ basis, marks }: { readonly basis: string; readonly marks?: readonly string[] }) {
  const [text, setText] = useState<Text | null>(known.get(basis) ?? null);
  useEffect(() => {
    let current = true;
    void load(basis).then((found) => { if (current) setText(found); });
    return () => { current = false; };
  }, [basis]);
  if (!text) return null;
  return (
    <blockquote className="law" style={{ margin: 0 }}>
      <cite>《政务数据共享条例》　{text.place}</cite>
      {text.paragraphs.map((paragraph, n) => <p key={n}>{emphasise(paragraph, marks ?? marksOf(basis))}</p>)}
    </blockquote>
  );
}

function emphasise(text: string, marks: readonly string[]): ReactNode {
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at >= 0) return <>{text.slice(0, at)}<b>{mark}</b>{emphasise(text.slice(at + mark.length), marks)}</>;
  }
  return text;
}
