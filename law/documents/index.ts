export * from './application-form.ts';
export * from './blocks.ts';
export * from './handling-sheet.ts';
export * from './reply-letter.ts';
