import { Link } from '@tanstack/react-router';
import { usePage } from '../kit/head.ts';
import { useSession } from './session.ts';

/** How the console is read: lamp, strip, keys. */
export function HelpPage() {
  const heading = usePage('帮助');
  const { platform } = useSession();
  return (
    <main id="main" className="page prose" tabIndex={-1} style={{ maxWidth: 820 }}>
      <h1 ref={heading} tabIndex={-1}>帮助</h1>
      <section style={{ marginTop: 16 }} className="stack">
        <h2>怎样看时限</h2>
        <p>时限按工作日计，一格一个工作日。收到当日不计，末日 24:00 止；法定休息日不计，调休上班日计入。补正期间停计，停计以前的到期日仍然列出。超期的事项仍在办理中，并自动列入主管部门的督办线索。</p>
        <h2>轮到谁</h2>
        <p>事项页右侧“轮到您”列出您现在依法可以作出的行为，每一项写明条款和作出以后的日期。按钮后有“…”的，先打开一张表。别人的行为不显示。</p>
        <h2>键盘</h2>
        <p>按 ? 看快捷键；不想要单键快捷键的，可以在那里关闭。按 Tab 时最先出现“跳到正文”“跳到办理”。</p>
        <h2>条文</h2>
        <p><Link to="/law">条例对照</Link>逐条列出平台怎样执行《政务数据共享条例》，条文未明之处平台怎样理解，由哪些检验证明。</p>
        <h2>系统接入</h2>
        <p>本部门系统怎样调用数据服务、每个错误代码怎样处理，见<Link to="/developers">系统接入</Link>，不登录也可以打开。</p>
        <h2>联系</h2>
        <p>本平台由{platform.orgName}运行。报修时请提供页面上的请求号。</p>
      </section>
    </main>
  );
}
