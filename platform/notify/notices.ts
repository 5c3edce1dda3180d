/** What the outbox holds for people. Texts name numbers, titles and acts, never what a case contains. */
export interface MoveNotice {
  readonly caseId: string;
  readonly version: number;
  readonly act: string;
  /** Organisations that the row tells. */
  readonly told: readonly string[];
  /** Posts whose turn it became. */
  readonly waits: readonly { readonly org: string; readonly post: string; readonly why: string }[];
}
export interface OrgNotice { readonly org: string; readonly post: string | null; readonly text: string; readonly caseId: string | null }
/** `{number}` and `{title}` are filled in when it is delivered. */
export interface PersonNotice { readonly caseId: string; readonly org: string; readonly person: string; readonly text: string }

/** One message to one person, as channels carry it. */
export interface Message {
  readonly region: string;
  readonly person: string;
  readonly org: string;
  readonly post: string | null;
  readonly caseRegion: string | null;
  readonly caseId: string | null;
  readonly text: string;
}
