import { errors } from '../law/errors.ts';

/** What the operating system says of a file or folder, by its code. */
const whyZh: Readonly<Record<string, string>> = {
  ENOENT: '文件或者目录不存在', ENOTDIR: '上级不是目录', EISDIR: '是目录，不是文件', EEXIST: '已经存在', EACCES: '当前用户没有权限', EPERM: '当前用户没有权限', EROFS: '所在磁盘只读',
  ENOSPC: '磁盘已满', EDQUOT: '磁盘配额已满', ENAMETOOLONG: '名称过长', ELOOP: '符号链接成环', EMFILE: '打开的文件过多', EIO: '磁盘读写出错',
};

/** The same of a folder that was to be made. */
const unmadeZh: Readonly<Record<string, string>> = { ENOENT: '这里不能新建目录', EEXIST: '同名的文件已经存在，它不是目录' };

/** The sentence for whoever named a file that cannot be used; undefined for any other error. */
export function sayRefusedFile(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const path = 'path' in error ? String(error.path) : error.code === 'EISDIR' ? '所给的路径' : undefined; // reading a folder names none
  const why = ('syscall' in error && error.syscall === 'mkdir' ? unmadeZh[String(error.code)] : undefined) ?? whyZh[String(error.code)];
  return why === undefined || path === undefined ? undefined : `${errors.FILE_UNUSABLE.say({ path, why })} / ${error.message}`;
}

/** What it says of the address and port to listen on. */
const lineZh: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用，请用 PORT 另选一个。', EADDRNOTAVAIL: 'HOST 不是本机的地址，请改正。', ENOTFOUND: 'HOST 不是地址，也不是可以解析的名称，请改正。', EACCES: '当前用户不能使用这个端口（1024 以下的只供 root），请用 PORT 另选一个。',
};

/** The sentence for whoever named an address that cannot be listened on; undefined for any other error. */
export function sayRefusedLine(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || !['listen', 'getaddrinfo'].includes(String(error.syscall))) return undefined;
  const say = lineZh[String(error.code)];
  return say === undefined ? undefined : `${say} / ${error.message}`;
}
