import { useQuery } from '@tanstack/react-query';

/** Modules of the code as one path: a dark square is one unit. The library is asked for only where something is printed. */
async function pathOf(text: string): Promise<{ readonly size: number; readonly d: string }> {
  const { default: qrcode } = await import('qrcode');
  const { size, data } = qrcode.create(text, { errorCorrectionLevel: 'M' }).modules;
  let d = '';
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (data[y * size + x]) d += `M${x} ${y}h1v1h-1z`;
  return { size, d };
}

/** The number of the case as a QR code, with the quiet zone of four modules that readers want. */
export function QrOf({ text }: { readonly text: string }) {
  const { data } = useQuery({ queryKey: ['qr', text], staleTime: Infinity, queryFn: () => pathOf(text) });
  if (!data) return <span className="paper-qr" />;
  return <svg className="paper-qr" role="img" aria-label={`编号 ${text} 的二维码`} viewBox={`-4 -4 ${data.size + 8} ${data.size + 8}`} shapeRendering="crispEdges"><path d={data.d} fill="#000" /></svg>;
}
