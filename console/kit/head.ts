import { useEffect, useRef } from 'react';

let platform = '政务数据共享平台';
let page = '';
let prefix = '';
const write = (): void => { document.title = `${prefix}${page ? `${page}－` : ''}${platform}`; };

export const setPlatformName = (name: string): void => { platform = name; write(); };
/** The countdown of an idle session stands before the title, so that it is seen in the row of tabs. */
export const setTitlePrefix = (text: string): void => { prefix = text; write(); };

/** Names the page and puts the focus on its heading after a change of page: readers hear where they are. `part`: the step of a form, which is a page too. */
export function usePage(title: string, part: string | number = ''): React.RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => { page = title; write(); }, [title]);
  useEffect(() => { heading.current?.focus({ preventScroll: true }); }, [part]);
  return heading;
}
