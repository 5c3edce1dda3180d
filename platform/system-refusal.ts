import { errors } from '../law/errors.ts';

/** What the operating system says of a file or folder, by its code. */
const whyZh: Readonly<Record<string, string>> = {
  ENOENT: '文件或者目录不存在', ENOTDIR: '上级不是目录', EISDIR: '是目录，不是文件', EEXIST: '已经存在', EACCES: '当前用户没有权限', EPERM: '当前用户没有权限', EROFS: '所在磁盘只读',
  ENOSPC: '磁盘已满', EDQUOT: '磁盘配额已满', ENAMETOOLONG: '名称过长', ELOOP: '符号链接成环', EMFILE: '打开的文件过多', EIO: '磁盘读写出错',
};

/** The sentence for whoever named a file that cannot be used; undefined for any other error. */
export function sayRefusedFile(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  const why = whyZh[String(error.code)];
  return why === undefined ? undefined : `${errors.FILE_UNUSABLE.say({ path: String(error.path), why })} / ${error.message}`;
}
