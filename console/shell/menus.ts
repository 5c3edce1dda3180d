import { useEffect } from 'react';

/** Menus are the browser's own `details`, which by itself stays open until its word is pressed again. */
const openMenus = (): readonly HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>('details.menu[open], details.who[open]')];

/** Escape closes a menu and gives the focus back to its word; whoever goes on elsewhere leaves none open behind. */
export function useMenus(): void {
  useEffect(() => {
    const elsewhere = (event: Event) => {
      for (const menu of openMenus()) if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false;
    };
    const escape = (event: KeyboardEvent) => {
      const menu = event.key === 'Escape' && !event.isComposing ? openMenus()[0] : undefined;
      if (menu === undefined) return;
      event.preventDefault(); // the sheet that it lies on stays
      event.stopPropagation();
      menu.open = false;
      menu.querySelector('summary')?.focus();
    };
    window.addEventListener('pointerdown', elsewhere);
    window.addEventListener('focusin', elsewhere);
    window.addEventListener('keydown', escape, true);
    return () => {
      window.removeEventListener('pointerdown', elsewhere);
      window.removeEventListener('focusin', elsewhere);
      window.removeEventListener('keydown', escape, true);
    };
  }, []);
}
