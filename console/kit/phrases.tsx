/** 常用语: puts a phrase at the end of what is written; a native list that every keyboard opens. */
export function Phrases({ phrases, value, onPick, label }: { readonly phrases: readonly string[]; readonly value: string; readonly onPick: (text: string) => void; readonly label: string }) {
  const add = (phrase: string) => onPick(value.trim() === '' ? phrase : `${value.trimEnd()}${/[。；，]$/.test(value.trimEnd()) ? '' : '。'}${phrase}`);
  return (
    <details className="menu phrases">
      <summary>常用语<span className="hidden-text">：{label}</span></summary>
      <div className="menu-list">{phrases.map((phrase) => <button key={phrase} type="button" className="plain-button" onClick={(e) => { add(phrase); shut(e.currentTarget.closest('details')); }}>{phrase}</button>)}</div>
    </details>
  );
}

/** What was picked from is gone: the focus goes back to the word that opens it. */
function shut(menu: HTMLDetailsElement | null): void {
  menu?.removeAttribute('open');
  menu?.querySelector('summary')?.focus();
}
