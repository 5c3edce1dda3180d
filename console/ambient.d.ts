declare module '*.css';
declare module 'antd/locale/zh_CN' {
  import type { Locale } from 'antd/es/locale';
  const locale: Locale;
  export default locale;
}
