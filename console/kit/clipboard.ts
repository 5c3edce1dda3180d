/** Copies without `navigator.clipboard`, which plain HTTP does not give. Returns whether it worked. */
export function copyText(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.className = 'hidden-text';
  const host = document.querySelector('dialog[open]') ?? document.body;
  host.appendChild(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
