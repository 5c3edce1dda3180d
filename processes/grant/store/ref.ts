/** A grant, or a sandbox. */
export interface Ref { readonly region: string; readonly id: string }
