import { useRef } from 'react';
import { requestKey } from '../../sdk/client.ts';

/** The request key of what is sent: the same content tried again carries the same, other content another. */
export function useKeyOf(): (content: unknown) => string {
  const held = useRef({ text: '', key: requestKey() });
  return (content) => {
    const text = JSON.stringify(content);
    if (held.current.text !== text) held.current = { text, key: requestKey() };
    return held.current.key;
  };
}
