/**
 * The ring on a button whose act is under way. The library's own ring leaves by a transition and stays for ever, its button dead to
 * clicks and called “loading”, where that transition never runs: under reduced motion, or when a refusal comes back within the same frame.
 */
export const Busy = () => <span className="busy" aria-hidden="true" />;
