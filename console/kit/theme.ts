import type { ThemeConfig } from 'antd';

const hei = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","WenQuanYi Micro Hei",sans-serif';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1b4b91', colorInfo: '#1b4b91', colorLink: '#1b4b91', colorLinkHover: '#143a72', colorSuccess: '#1d5b2e', colorWarning: '#8a5a00',
    colorError: '#a8161c', colorErrorText: '#a8161c', colorText: '#1b2430', colorTextSecondary: '#465160', colorTextDescription: '#465160',
    colorTextTertiary: '#566171', colorTextQuaternary: '#566171', colorTextPlaceholder: '#566171', colorTextDisabled: '#616c7b',
    colorBorder: '#7d8a9a', colorBorderSecondary: '#dfe4ea', colorSplit: '#dfe4ea', colorBgLayout: '#f5f7f9', colorFillAlter: '#f5f7f9',
    borderRadius: 4, borderRadiusLG: 6, borderRadiusSM: 3, fontSize: 14, controlHeight: 32, controlHeightSM: 28, controlHeightLG: 40, fontFamily: hei,
    motionDurationFast: '0.08s', motionDurationMid: '0.12s', motionDurationSlow: '0.16s',
    boxShadow: '0 4px 16px rgba(21,36,60,.14)', boxShadowSecondary: '0 4px 16px rgba(21,36,60,.14)',
  },
  components: { Button: { fontWeight: 500, defaultBorderColor: '#7d8a9a', primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' } },
};

/** The nonce under which antd may add its styles: the server writes it into index.html for each answer. */
export function styleNonce(): string | undefined {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content || undefined;
}
