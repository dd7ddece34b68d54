<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BundlePreview</name>
    <message>
        <source>Pages of the bundle</source>
        <translation>证据包的页面</translation>
    </message>
    <message>
        <source>Page of the bundle</source>
        <translation>证据包的一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Progress of the preview</source>
        <translation>预览进度</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>The preview is being made …</source>
        <translation>正在生成预览……</translation>
    </message>
    <message>
        <source>The preview cannot be made here. Export still works.</source>
        <translation>这里生成不了预览，不影响导出。</translation>
    </message>
</context>
<context>
    <name>Concerns</name>
    <message>
        <source>To settle</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>请看一眼</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>去看看</translation>
    </message>
</context>
<context>
    <name>ConcernsView</name>
    <message>
        <source>Before you export</source>
        <translation>导出前请看</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message numerus="yes">
        <source>Add %n file(s)</source>
        <translation>
            <numerusform>加入 %n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DaysModel</name>
    <message>
        <source>Day not known</source>
        <translation>日期未知</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还有 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>over</source>
        <translation>已到期</translation>
    </message>
</context>
<context>
    <name>DeadlinesView</name>
    <message>
        <source>Complaints and objections</source>
        <translation>投诉与异议</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Nothing is entered yet. Enter each complaint and objection on the day you send it.</source>
        <translation>还没有登记。每次提出申诉、异议或投诉，请当天登记在这里。</translation>
    </message>
    <message>
        <source>Add …</source>
        <translation>登记…</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export the calendar .ics</source>
        <translation>导出日历 .ics</translation>
    </message>
    <message>
        <source>Back to the timeline (Esc)</source>
        <translation>返回时间线（Esc）</translation>
    </message>
    <message>
        <source>Complaints and deadlines</source>
        <translation>投诉与期限</translation>
    </message>
    <message>
        <source>Complaints and objections ({count})</source>
        <translation>投诉与异议（{count}）</translation>
    </message>
    <message>
        <source>Free looks at the report in {year}: {used} entered, {left} left (by calendar year).</source>
        <translation>{year} 年免费查询信用报告：已登记 {used} 次，还有 {left} 次（按自然年计，以征信中心说明为准）。</translation>
    </message>
    <message>
        <source>Days count from the next one, by the calendar; holidays are known up to {year}. Whether a last day on a holiday moves, the institution can say. This is no legal advice; all official routes are free.</source>
        <translation>日期从次日起按自然日推算，放假安排已知到 {year} 年；逢节假日是否顺延，请以机构说明为准。这不是法律意见；官方渠道都不收费。</translation>
    </message>
    <message>
        <source>Count the report of {day} as a free look</source>
        <translation>把 {day} 的报告算作一次免费查询</translation>
    </message>
    <message>
        <source>Next: {what}</source>
        <translation>下一步：{what}</translation>
    </message>
    <message>
        <source>Also possible: {what}</source>
        <translation>也可以：{what}</translation>
    </message>
    <message>
        <source>Delete an entry</source>
        <translation>删除登记</translation>
    </message>
    <message>
        <source>Count a free look</source>
        <translation>计入一次免费查询</translation>
    </message>
</context>
<context>
    <name>DropOverlay</name>
    <message>
        <source>Let go to add them to the case</source>
        <translation>松开鼠标，加入档案</translation>
    </message>
</context>
<context>
    <name>DropPlace</name>
    <message>
        <source>Drag screenshots and PDFs here</source>
        <translation>把截图、PDF 拖到这里</translation>
    </message>
    <message>
        <source>or a whole folder, or paste a picture with Ctrl+V</source>
        <translation>也可以拖入整个文件夹，或按 Ctrl+V 粘贴图片</translation>
    </message>
    <message>
        <source>Choose files …</source>
        <translation>选择文件…</translation>
    </message>
</context>
<context>
    <name>EvidenceDelegate</name>
    <message>
        <source>Password, then Enter</source>
        <translation>输入密码，按回车</translation>
    </message>
    <message>
        <source>Password of this file</source>
        <translation>这个文件的密码</translation>
    </message>
</context>
<context>
    <name>EvidenceModel</name>
    <message>
        <source>Enter the password</source>
        <translation>输入密码</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Added in part</source>
        <translation>只加入了一部分</translation>
    </message>
    <message>
        <source>Not added</source>
        <translation>没有加入</translation>
    </message>
    <message>
        <source>Reading …</source>
        <translation>正在识别…</translation>
    </message>
    <message>
        <source>Reading page {page} of {total} …</source>
        <translation>正在识别第 {page} 页，共 {total} 页…</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>尚未识别</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待识别</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新识别</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) could not be read.</source>
        <translation>
            <numerusform>有 %n 页识别失败。</numerusform>
        </translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message numerus="yes">
        <source> · %n page(s)</source>
        <translation>
            <numerusform> · %n 页</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>证据</translation>
    </message>
    <message>
        <source>Search: name, amount, day</source>
        <translation>搜索：名称、金额、日期</translation>
    </message>
    <message>
        <source>Search the evidence</source>
        <translation>搜索证据</translation>
    </message>
    <message>
        <source>Name, kind, amount, day or payee  (Ctrl+F)</source>
        <translation>名称、种类、金额、日期或收款方（Ctrl+F）</translation>
    </message>
    <message>
        <source>Order of the evidence</source>
        <translation>证据的排列</translation>
    </message>
    <message>
        <source>As added</source>
        <translation>按加入顺序</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>按日期</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>按种类</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>加入文件</translation>
    </message>
    <message numerus="yes">
        <source> · %n not added</source>
        <translation>
            <numerusform> · %n 份未加入</numerusform>
        </translation>
    </message>
    <message>
        <source>Drag screenshots, PDFs or a folder here.</source>
        <translation>把截图、PDF 或文件夹拖到这里。</translation>
    </message>
    <message>
        <source>No file fits “{query}”.</source>
        <translation>没有找到“{query}”。</translation>
    </message>
    <message>
        <source>Show all files</source>
        <translation>显示全部文件</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) with a problem</source>
        <translation>
            <numerusform>%n 个文件有问题</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message numerus="yes">
        <source>Remove %n file(s)</source>
        <translation>
            <numerusform>移除 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Remove from the case</source>
        <translation>从档案中移除</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export the evidence bundle</source>
        <translation>导出证据包</translation>
    </message>
    <message>
        <source>I know of this and export all the same; the bundle says so</source>
        <translation>我已知悉红色各项，仍要导出；证据包中会写明</translation>
    </message>
    <message>
        <source>Full edition</source>
        <translation>完整版</translation>
    </message>
    <message>
        <source>Redacted edition</source>
        <translation>遮盖版</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the PDF</source>
        <translation>打开 PDF</translation>
    </message>
    <message>
        <source>Edition on show</source>
        <translation>预览的版本</translation>
    </message>
    <message>
        <source>Last written: {what}. After a change, export again.</source>
        <translation>上次写好的是：{what}。改动后请重新导出。</translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n 项需要处理</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n 项请留意</numerusform>
        </translation>
    </message>
    <message>
        <source>Before you export: {parts}</source>
        <translation>导出前请看：{parts}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Nothing stands in the way of the export.</source>
        <translation>都已就绪，可以导出。</translation>
    </message>
    <message numerus="yes">
        <source>Show the %n to settle</source>
        <translation>
            <numerusform>查看需要处理的 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Settle what is marked red in the list first, or say that you know of it.</source>
        <translation>请先处理列表中的红色各项，或勾选“我已知悉”。</translation>
    </message>
    <message>
        <source>Writing the bundle …</source>
        <translation>正在生成证据包…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>About {pages} pages, {mb} MB with pictures as they are.</source>
        <translation>约 {pages} 页；图片不压缩时 {mb} MB。</translation>
    </message>
    <message>
        <source>Page {done} of {total}</source>
        <translation>第 {done} 页，共 {total} 页</translation>
    </message>
    <message>
        <source> (bundle {step} of {steps})</source>
        <translation>（第 {step} 份，共 {steps} 份）</translation>
    </message>
    <message>
        <source>Export once more</source>
        <translation>再次导出</translation>
    </message>
    <message>
        <source>{pdf} and the ZIP beside it: {pages} pages, {mb} MB.</source>
        <translation>已写好 {pdf} 和同名 ZIP：{pages} 页，{mb} MB。</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消，没有写出文件。</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Full, for authorities that check who you are</source>
        <translation>完整版：交给需要核对身份和账号的机构</translation>
    </message>
    <message>
        <source>Redacted: names and numbers blacked out</source>
        <translation>遮盖版：身份证号、卡号、手机号等已彻底遮盖</translation>
    </message>
    <message>
        <source>Both, as two bundles</source>
        <translation>两种都要，分成两份</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Keep the numbers of the last export; later files get 2-3a</source>
        <translation>沿用上次导出的证据编号；后加入的编为 2-3a</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>证据包语言</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size at most</source>
        <translation>大小上限</translation>
    </message>
    <message>
        <source>Exhibit numbers</source>
        <translation>证据编号</translation>
    </message>
    <message>
        <source>Defendants</source>
        <translation>被告人数</translation>
    </message>
    <message>
        <source>Save in</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Read and edit the letter …</source>
        <translation>查看、修改申请书 …</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>This route takes {mb} MB.</source>
        <translation>这个渠道最多接收 {mb} MB。</translation>
    </message>
    <message>
        <source>all {all}</source>
        <translation>{all} 份，全部放入</translation>
    </message>
    <message>
        <source>{chosen} of {all}</source>
        <translation>{all} 份中放入 {chosen} 份</translation>
    </message>
    <message>
        <source>There is no such folder. Check the name, or choose one.</source>
        <translation>没有这个文件夹。请检查名称，或点“选择”。</translation>
    </message>
</context>
<context>
    <name>FilesDialog</name>
    <message>
        <source>Files in the bundle</source>
        <translation>放入证据包的文件</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Keep this choice</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>What is not ticked stays in the case but is not handed over. The ZIP then holds no copy of the case.</source>
        <translation>没有勾选的文件仍留在档案里，但不交出去；这时压缩包里也不附档案副本。</translation>
    </message>
    <message>
        <source>Choose the files of the bundle</source>
        <translation>选择放入证据包的文件</translation>
    </message>
</context>
<context>
    <name>FilingDialog</name>
    <message>
        <source>Change the entry</source>
        <translation>修改登记</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新登记</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>还没有答复</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>渠道</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Sent on</source>
        <translation>提交日</translation>
    </message>
    <message>
        <source>Received or accepted on</source>
        <translation>收到日或受理日</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>工单号或编号</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>答复类型</translation>
    </message>
    <message>
        <source>Answered on</source>
        <translation>答复日</translation>
    </message>
    <message>
        <source>What the answer says</source>
        <translation>答复内容</translation>
    </message>
    <message>
        <source>empty: not known</source>
        <translation>不知道就留空</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Periods count from the day after receipt; while that day is not known, from the day after sending.</source>
        <translation>期限从收到日的次日起算；没有填收到日时，从提交日的次日起算。</translation>
    </message>
    <message>
        <source>e.g. {name}</source>
        <translation>例如 {name}</translation>
    </message>
    <message>
        <source>Check the marked day: write it as 2026-11-05; receipt and answer come after sending.</source>
        <translation>请检查标出的日期：写成 2026-11-05 的样子；收到日和答复日不早于提交日。</translation>
    </message>
    <message>
        <source>Change an entry</source>
        <translation>修改登记</translation>
    </message>
    <message>
        <source>Enter a complaint</source>
        <translation>登记投诉</translation>
    </message>
</context>
<context>
    <name>FilingsModel</name>
    <message>
        <source>Case number: {text}</source>
        <translation>编号：{text}</translation>
    </message>
    <message>
        <source>Answer: {kind}</source>
        <translation>答复：{kind}</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>Contradictions ({count})</source>
        <translation>矛盾（{count}）</translation>
    </message>
    <message>
        <source>Doubts ({count})</source>
        <translation>疑点（{count}）</translation>
    </message>
    <message>
        <source>Notes ({count})</source>
        <translation>提示（{count}）</translation>
    </message>
    <message>
        <source>Missing ({count})</source>
        <translation>缺少（{count}）</translation>
    </message>
    <message>
        <source> · No. {number}</source>
        <translation> · 第{number}期</translation>
    </message>
    <message>
        <source>It would be refuted by: {what}</source>
        <translation>可以推翻它的情况：{what}</translation>
    </message>
    <message>
        <source>Suggested route: {name}</source>
        <translation>建议途径：{name}</translation>
    </message>
    <message>
        <source>{file}, page {page}</source>
        <translation>{file} 第{page}页</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺少</translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
</context>
<context>
    <name>HandForm</name>
    <message>
        <source>e.g. 1,286.35</source>
        <translation>如 1,286.35</translation>
    </message>
    <message>
        <source>e.g. 2024-05-20</source>
        <translation>如 2024-05-20</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>付款日</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Save the payment</source>
        <translation>保存这笔付款</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Type what the page shows. Only a payment that succeeded counts.</source>
        <translation>请照页面填写。只有支付成功的付款才算数。</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>Why is this so?</source>
        <translation>为什么是这样？</translation>
    </message>
    <message>
        <source>History</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>A click shows the page that an entry comes from.</source>
        <translation>点一条，右侧显示它出自的页面。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>InstallmentChoice</name>
    <message>
        <source>No. {number} · due {due} · {amount}</source>
        <translation>第{number}期 · 应还日 {due} · {amount}</translation>
    </message>
    <message>
        <source>Perhaps No. {number} · due {due} · {amount}</source>
        <translation>可能是第{number}期 · 应还日 {due} · {amount}</translation>
    </message>
</context>
<context>
    <name>InstallmentsModel</name>
    <message>
        <source>No.</source>
        <translation>期次</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>应还日</translation>
    </message>
    <message>
        <source>Amount due</source>
        <translation>应还金额</translation>
    </message>
    <message>
        <source>This is not understood.</source>
        <translation>看不懂这个内容。</translation>
    </message>
</context>
<context>
    <name>KeysWindow</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>In the views</source>
        <translation>在各个视图里</translation>
    </message>
    <message>
        <source>Evidence list: show the page, or do what the line offers</source>
        <translation>证据列表：查看该页，或执行该行的操作</translation>
    </message>
    <message>
        <source>Evidence list: remove from the case</source>
        <translation>证据列表：移出档案</translation>
    </message>
    <message>
        <source>Timeline: open the proof</source>
        <translation>时间线：打开凭证</translation>
    </message>
    <message>
        <source>Going through: right, next</source>
        <translation>逐项确认：正确，下一项</translation>
    </message>
    <message>
        <source>Going through: back to the timeline</source>
        <translation>逐项确认：回到时间线</translation>
    </message>
    <message>
        <source>Redactions: next or previous place</source>
        <translation>遮盖：下一处或上一处</translation>
    </message>
    <message>
        <source>Redactions: black out, or leave to be seen</source>
        <translation>遮盖：遮住或不遮</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Redactions: draw a box; arrows move it, with Shift size it</source>
        <translation>遮盖：画框；方向键移动，加 Shift 改大小</translation>
    </message>
    <message>
        <source>Page: larger or smaller</source>
        <translation>页面：放大或缩小</translation>
    </message>
    <message>
        <source>Ctrl + mouse wheel</source>
        <translation>Ctrl + 鼠标滚轮</translation>
    </message>
    <message>
        <source>Export: next or previous page of the preview</source>
        <translation>导出：预览下一页、上一页</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>LetterEditor</name>
    <message>
        <source>Letter and facts</source>
        <translation>文书与事实</translation>
    </message>
    <message>
        <source>Text to paste into the bureau&apos;s web form</source>
        <translation>征信网上异议：可直接粘贴的文字</translation>
    </message>
    <message>
        <source>Statement of facts (of every route)</source>
        <translation>事实经过（各渠道通用）</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>申请书</translation>
    </message>
    <message>
        <source>Paragraphs</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Paragraph</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Keep the text</source>
        <translation>保存文字</translation>
    </message>
    <message>
        <source>Take the ledger&apos;s values</source>
        <translation>采用账本的数值</translation>
    </message>
    <message>
        <source>As the program writes it</source>
        <translation>恢复程序的写法</translation>
    </message>
    <message>
        <source>Copy all as plain text</source>
        <translation>复制全文（纯文字）</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>You edited this paragraph. Values on a coloured ground stay linked to the ledger.</source>
        <translation>这一段由您修改过。有底色的数值仍与账本相连。</translation>
    </message>
    <message>
        <source>Values on a coloured ground come from the ledger. Lines are filled in by hand, or typed here.</source>
        <translation>有底色的数值来自账本。横线处可以打印后手写，也可以在这里填写。</translation>
    </message>
    <message>
        <source>Edit the letter</source>
        <translation>修改文书</translation>
    </message>
    <message>
        <source>Reset a paragraph</source>
        <translation>恢复一段文字</translation>
    </message>
</context>
<context>
    <name>LinkBox</name>
    <message>
        <source>Link to an installment</source>
        <translation>关联到某一期</translation>
    </message>
    <message>
        <source>Link to an installment …</source>
        <translation>关联到某一期…</translation>
    </message>
    <message>
        <source>Matches no installment.</source>
        <translation>没有对上任何一期。</translation>
    </message>
    <message>
        <source>Matches no installment: it names another contract, {contract}.</source>
        <translation>没有对上任何一期：写的是另一个合同编号 {contract}。</translation>
    </message>
    <message>
        <source>Matches no installment: it was made before the loan was paid out.</source>
        <translation>没有对上任何一期：付款时这笔借款还没有发放。</translation>
    </message>
    <message>
        <source>Covers No. {number} with {amount}</source>
        <translation>冲抵第{number}期 {amount}</translation>
    </message>
    <message>
        <source>Suggested: No. {number} with {amount}</source>
        <translation>建议冲抵第{number}期 {amount}</translation>
    </message>
    <message>
        <source>Confirm this link</source>
        <translation>确认这条关联</translation>
    </message>
    <message>
        <source>Not this installment</source>
        <translation>不是这一期</translation>
    </message>
    <message>
        <source>Confirm a link</source>
        <translation>确认关联</translation>
    </message>
    <message>
        <source>Take a link away</source>
        <translation>取消关联</translation>
    </message>
</context>
<context>
    <name>LoanDialog</name>
    <message>
        <source>Loan</source>
        <translation>借款</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>平台</translation>
    </message>
    <message>
        <source>Lender</source>
        <translation>放款机构</translation>
    </message>
    <message>
        <source>Guarantor</source>
        <translation>担保方</translation>
    </message>
    <message>
        <source>Contract number</source>
        <translation>合同编号</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借款人</translation>
    </message>
    <message>
        <source>Amount borrowed</source>
        <translation>借款金额</translation>
    </message>
    <message>
        <source>Borrowed on</source>
        <translation>放款日</translation>
    </message>
    <message>
        <source>Cut-off hour</source>
        <translation>应还日截止时间</translation>
    </message>
    <message>
        <source>Days of grace</source>
        <translation>宽限期（天）</translation>
    </message>
    <message>
        <source>Installments</source>
        <translation>各期</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>加一期</translation>
    </message>
    <message>
        <source>Remove the row</source>
        <translation>删除选中的一期</translation>
    </message>
    <message>
        <source>This is right</source>
        <translation>确认无误</translation>
    </message>
    <message>
        <source>These values were taken from your documents. Compare them with your contract or plan.</source>
        <translation>以下内容取自您的文件，请与合同或还款计划核对。</translation>
    </message>
    <message>
        <source>empty: not read in any document</source>
        <translation>空白表示没有在文件中读到</translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation>第{number}期</translation>
    </message>
    <message>
        <source>Something is not understood. Check the marked fields and rows.</source>
        <translation>有内容看不懂，请检查标出的位置。</translation>
    </message>
    <message>
        <source>Set the loan</source>
        <translation>设定借款</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Lehua evidence folder</source>
        <translation>乐花证据夹</translation>
    </message>
    <message>
        <source>About and privacy</source>
        <translation>关于与隐私</translation>
    </message>
    <message>
        <source>Case {day}</source>
        <translation>档案 {day}</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建档案</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Sample case</source>
        <translation>示例档案</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>加入文件</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>加入文件夹</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板里没有图片。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) added.</source>
        <translation>
            <numerusform>已加入 %n 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were in the case already and were not added again.</source>
        <translation>
            <numerusform>%n 个文件已在档案中，没有重复加入。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be added; the list on the left says why.</source>
        <translation>
            <numerusform>%n 个文件没能加入，原因见左侧列表。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) have a problem; the list on the left says why.</source>
        <translation>
            <numerusform>有 %n 个文件有问题，原因写在左边的列表里。</numerusform>
        </translation>
    </message>
    <message>
        <source>The calendar was written to {path}. It names institutions and case numbers; many calendars copy themselves to an online account.</source>
        <translation>日历已写入 {path}。里面有机构名称和工单号；许多日历软件会自动同步到网上账号，请留意。</translation>
    </message>
    <message>
        <source>Tesseract is not installed, so amounts and days get no second look and more waits for your eyes.</source>
        <translation>没有安装 Tesseract，金额和日期无法复核一遍，需要您确认的内容会多一些。</translation>
    </message>
    <message>
        <source>Nothing waits for your confirmation.</source>
        <translation>没有待确认的内容。</translation>
    </message>
    <message>
        <source>When this is settled, go on with the export (Ctrl+E).</source>
        <translation>处理好以后，可以接着导出（Ctrl+E）。</translation>
    </message>
    <message>
        <source>Back to the export</source>
        <translation>回到导出</translation>
    </message>
    <message>
        <source>The case is locked. It asks for the passphrase when it is opened next.</source>
        <translation>档案已加密。下次打开时要输入口令。</translation>
    </message>
    <message>
        <source>The case has no passphrase any more.</source>
        <translation>档案不再有口令。</translation>
    </message>
    <message>
        <source>Lehua evidence folder {version}

Everything stays on this computer: the program makes no connection. Your originals are kept unchanged.

A true overdue month stays in the credit report for five years after it ended; nobody can delete it for money. All official routes are free. This is no legal advice.</source>
        <translation>乐花证据夹 {version}

所有内容只保存在这台电脑上，程序不联网，原件保持不变。

真实的逾期记录自还清之日起在信用报告中保存五年，任何人都不能花钱删除。所有官方渠道都是免费的。本程序不构成法律意见。</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>New case …</source>
        <translation>新建档案…</translation>
    </message>
    <message>
        <source>Open a case …</source>
        <translation>打开档案…</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>最近的档案</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>试用示例档案</translation>
    </message>
    <message>
        <source>Add files …</source>
        <translation>加入文件…</translation>
    </message>
    <message>
        <source>Add a folder …</source>
        <translation>加入文件夹…</translation>
    </message>
    <message>
        <source>Export the evidence …</source>
        <translation>导出证据包…</translation>
    </message>
    <message>
        <source>Show the case file</source>
        <translation>在文件夹中显示档案</translation>
    </message>
    <message>
        <source>Set a passphrase …</source>
        <translation>设置口令……</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>关闭档案</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Remove from the case</source>
        <translation>从档案中移除</translation>
    </message>
    <message>
        <source>Search the evidence</source>
        <translation>搜索证据</translation>
    </message>
    <message>
        <source>Go through what is to confirm</source>
        <translation>逐项确认</translation>
    </message>
    <message>
        <source>Loan …</source>
        <translation>借款信息…</translation>
    </message>
    <message>
        <source>Complaints and deadlines</source>
        <translation>投诉与期限</translation>
    </message>
    <message>
        <source>Why is this so?</source>
        <translation>为什么是这样？</translation>
    </message>
    <message>
        <source>Letter and facts …</source>
        <translation>文书与事实…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>整页</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>旋转页面</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About and privacy</source>
        <translation>关于与隐私</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Put away</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Done: {step}</source>
        <translation>已完成：{step}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>PagePane</name>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Show what the redacted edition blacks out</source>
        <translation>查看遮盖版遮住的内容</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>显示整页</translation>
    </message>
    <message>
        <source>Turn the page</source>
        <translation>旋转页面</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>关闭这一页</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Click a file or a number, and its page appears here.</source>
        <translation>点击文件或时间线上的数字，这里会显示它的原页。</translation>
    </message>
    <message>
        <source>Enter the password</source>
        <translation>输入密码</translation>
    </message>
    <message>
        <source>Opening the page …</source>
        <translation>正在打开页面…</translation>
    </message>
    <message>
        <source>This page cannot be shown.</source>
        <translation>这一页无法显示。</translation>
    </message>
</context>
<context>
    <name>Paragraphs</name>
    <message>
        <source>(left out)</source>
        <translation>（不写入）</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>显示输入的内容</translation>
    </message>
    <message>
        <source>I have written the passphrase down in a safe place</source>
        <translation>我已把口令记在安全的地方</translation>
    </message>
    <message>
        <source>Lock the case</source>
        <translation>用口令锁上</translation>
    </message>
    <message>
        <source>Take the passphrase off</source>
        <translation>取消口令</translation>
    </message>
    <message>
        <source>The whole case file is encrypted with it, originals included. A lost passphrase cannot be recovered: not by us, not by anybody. Without it the case can never be opened again.</source>
        <translation>整个档案文件（包括原件）都会用它加密。口令一旦丢失，无法找回：我们不能，任何人也不能。没有口令，档案再也打不开。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一次</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Copies that you made of this case before stay as they are.</source>
        <translation>之前另存的副本不会被加密。</translation>
    </message>
    <message>
        <source>At least {count} characters; several words are easy to keep in mind.</source>
        <translation>至少 {count} 个字符；用几个词拼起来容易记住。</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一样。</translation>
    </message>
</context>
<context>
    <name>PlanMaker</name>
    <message>
        <source>The same amount each</source>
        <translation>每期相同金额</translation>
    </message>
    <message>
        <source>Equal installments (annuity)</source>
        <translation>等额本息</translation>
    </message>
    <message>
        <source>Equal principal</source>
        <translation>等额本金</translation>
    </message>
    <message>
        <source>Equal principal and fee</source>
        <translation>等本等息</translation>
    </message>
    <message>
        <source>e.g. 2024-05-20</source>
        <translation>如 2024-05-20</translation>
    </message>
    <message>
        <source>e.g. 1,286.35</source>
        <translation>如 1,286.35</translation>
    </message>
    <message>
        <source>e.g. 1.5</source>
        <translation>例如 1.5</translation>
    </message>
    <message>
        <source>Amount each</source>
        <translation>每期金额</translation>
    </message>
    <message>
        <source>Monthly rate (%)</source>
        <translation>月利率或费率（%）</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>期数</translation>
    </message>
    <message>
        <source>First due day</source>
        <translation>首期应还日</translation>
    </message>
    <message>
        <source>Make the rows</source>
        <translation>生成各期</translation>
    </message>
    <message>
        <source>Make these rows</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>Paste a plan</source>
        <translation>粘贴计划</translation>
    </message>
    <message>
        <source>Enter the amount borrowed first.</source>
        <translation>请先填写借款金额。</translation>
    </message>
    <message>
        <source>No plan can be reckoned from these terms. Check amount, rate and number.</source>
        <translation>按这些条件算不出计划。请检查金额、费率和期数。</translation>
    </message>
    <message>
        <source>No line with a due day and an amount was found in the clipboard.</source>
        <translation>剪贴板里没有找到带应还日和金额的行。</translation>
    </message>
    <message>
        <source>Not understood: line {lines}. Check the rows and add what is missing.</source>
        <translation>第{lines}行没有看懂。请核对各期，缺的请补上。</translation>
    </message>
</context>
<context>
    <name>PlanWanted</name>
    <message>
        <source>Add the repayment plan …</source>
        <translation>加入还款计划…</translation>
    </message>
    <message>
        <source>Enter the loan …</source>
        <translation>填写借款信息…</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>The timeline appears as soon as the first files are read.</source>
        <translation>读出文件后，时间线会出现在这里。</translation>
    </message>
    <message>
        <source>No repayment plan was found yet. With it, each payment finds its installment.</source>
        <translation>还没有找到还款计划。有了它，每笔付款才能对上各期。</translation>
    </message>
</context>
<context>
    <name>PreviewPages</name>
    <message>
        <source>Page {number} of {total}</source>
        <translation>第 {number} 页，共 {total} 页</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Go on reading</source>
        <translation>继续识别</translation>
    </message>
    <message>
        <source>Reading {done} of {total}</source>
        <translation>正在识别第 {done} 个，共 {total} 个</translation>
    </message>
    <message>
        <source>Adding files …</source>
        <translation>正在加入文件…</translation>
    </message>
    <message>
        <source>Reading was stopped; the rest waits.</source>
        <translation>识别已停止，其余文件尚未识别。</translation>
    </message>
</context>
<context>
    <name>ProofForm</name>
    <message>
        <source>Of this loan</source>
        <translation>属于这笔借款</translation>
    </message>
    <message>
        <source>e.g. 2024-05-20</source>
        <translation>如 2024-05-20</translation>
    </message>
    <message>
        <source>e.g. 1,286.35</source>
        <translation>如 1,286.35</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>付款日</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Payee</source>
        <translation>收款方</translation>
    </message>
    <message>
        <source>Other evidence shows the same</source>
        <translation>其他证据也这样写</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>没能读出，请填写</translation>
    </message>
    <message>
        <source>Not sure, please compare</source>
        <translation>不确定，请核对</translation>
    </message>
    <message>
        <source>{doubt}: {reason}</source>
        <translation>{doubt}：{reason}</translation>
    </message>
    <message>
        <source>This is not understood. Nothing was changed.</source>
        <translation>看不懂这个内容，没有改动。</translation>
    </message>
    <message>
        <source>Correct the amount</source>
        <translation>更正金额</translation>
    </message>
    <message>
        <source>Correct the day</source>
        <translation>更正日期</translation>
    </message>
    <message>
        <source>Correct the time</source>
        <translation>更正时间</translation>
    </message>
    <message>
        <source>Correct the result</source>
        <translation>更正结果</translation>
    </message>
    <message>
        <source>Correct the payee</source>
        <translation>更正收款方</translation>
    </message>
    <message>
        <source>Change what it belongs to</source>
        <translation>更改所属借款</translation>
    </message>
</context>
<context>
    <name>ProofModel</name>
    <message>
        <source>day?</source>
        <translation>日期？</translation>
    </message>
    <message>
        <source>amount?</source>
        <translation>金额？</translation>
    </message>
    <message>
        <source>result?</source>
        <translation>结果？</translation>
    </message>
</context>
<context>
    <name>RedactionBar</name>
    <message>
        <source>With keys: B begins a box, arrows move it, Shift and arrows size it, Enter keeps it, Esc drops it</source>
        <translation>用键盘：按 B 画框，方向键移动，Shift 加方向键改大小，回车保留，Esc 放弃</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Next place (N), the one before (P)</source>
        <translation>下一处（N），上一处（P）</translation>
    </message>
    <message>
        <source>This may be seen</source>
        <translation>这一处不遮盖</translation>
    </message>
    <message>
        <source>Looked at: this file is right</source>
        <translation>已核对，这份文件无误</translation>
    </message>
    <message numerus="yes">
        <source>Next file (%n left)</source>
        <translation>
            <numerusform>下一个文件（还有 %n 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove the drawn box</source>
        <translation>去掉手画的框</translation>
    </message>
    <message>
        <source>Leave it to be seen</source>
        <translation>不遮盖这一处</translation>
    </message>
    <message>
        <source>Black it out</source>
        <translation>遮盖这一处</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>手画遮盖框</translation>
    </message>
    <message>
        <source>Redactions looked at</source>
        <translation>核对遮盖</translation>
    </message>
    <message numerus="yes">
        <source>The redacted edition blacks out %n place(s) of this page.</source>
        <translation>
            <numerusform>遮盖版会遮住这一页上的 %n 处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only public platforms do not see what is hatched: %n place(s).</source>
        <translation>
            <numerusform>斜线的 %n 处只在提交公开平台时遮住。</numerusform>
        </translation>
    </message>
    <message>
        <source>Click a box to change that, drag or press B to draw another.</source>
        <translation>点一下框可以改变，拖动或按 B 可以另画一处。</translation>
    </message>
    <message>
        <source>Remove this box</source>
        <translation>去掉这个框</translation>
    </message>
    <message>
        <source>Black this out</source>
        <translation>遮盖这一处</translation>
    </message>
    <message>
        <source>identity number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>card number</source>
        <translation>银行卡号</translation>
    </message>
    <message>
        <source>mobile number</source>
        <translation>手机号</translation>
    </message>
    <message>
        <source>mail address</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>account number</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>report number</source>
        <translation>报告编号</translation>
    </message>
    <message>
        <source>personal details, or an account of another loan</source>
        <translation>个人信息，或其他贷款的账户</translation>
    </message>
    <message>
        <source>row that the case does not rest on (public platforms only)</source>
        <translation>与本案无关的行（仅公开平台遮盖）</translation>
    </message>
    <message>
        <source>balance (public platforms only)</source>
        <translation>余额（仅公开平台遮盖）</translation>
    </message>
    <message>
        <source>order number (public platforms only)</source>
        <translation>单号（仅公开平台遮盖）</translation>
    </message>
    <message>
        <source>QR or bar code</source>
        <translation>二维码或条形码</translation>
    </message>
    <message>
        <source>drawn by hand</source>
        <translation>手画的框</translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message>
        <source>It is for another installment …</source>
        <translation>改到另一期…</translation>
    </message>
    <message>
        <source>Right, next (Enter)</source>
        <translation>无误，下一项（回车）</translation>
    </message>
    <message>
        <source>Not this installment</source>
        <translation>不是这一期</translation>
    </message>
    <message>
        <source>Leave this payment out</source>
        <translation>不计入这笔付款</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>Back to the timeline (Esc)</source>
        <translation>返回时间线（Esc）</translation>
    </message>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>待确认 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare each value with the picture. Correct what is wrong, then press Enter.</source>
        <translation>请对照图片核对；有误就改，然后按回车。</translation>
    </message>
    <message>
        <source>Does this payment belong to this installment?</source>
        <translation>这笔付款是还这一期的吗？</translation>
    </message>
    <message>
        <source>Paid {day}: {paid}</source>
        <translation>付款 {day}：{paid}</translation>
    </message>
    <message>
        <source>No. {number}, due {due}: {amount}</source>
        <translation>第{number}期，应还日 {due}：{amount}</translation>
    </message>
    <message>
        <source>{amount} of the payment is for this installment.</source>
        <translation>本笔中 {amount} 计入这一期。</translation>
    </message>
    <message>
        <source>Fill in what is marked first, or leave the payment out.</source>
        <translation>请先填好标红的栏目，或者不计入这笔付款。</translation>
    </message>
    <message>
        <source>Confirm a link</source>
        <translation>确认关联</translation>
    </message>
    <message>
        <source>Confirm values</source>
        <translation>确认数值</translation>
    </message>
    <message>
        <source>Correct a value</source>
        <translation>更正数值</translation>
    </message>
    <message>
        <source>Take a link away</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>Link to an installment</source>
        <translation>关联到某一期</translation>
    </message>
    <message>
        <source>Leave a payment out</source>
        <translation>不计入付款</translation>
    </message>
</context>
<context>
    <name>RouteCard</name>
    <message>
        <source>Goes to: {who}
Time limit: {deadline}</source>
        <translation>交给：{who}
期限：{deadline}</translation>
    </message>
    <message>
        <source>{rule} (checked on {day})</source>
        <translation>{rule}（核对于 {day}）</translation>
    </message>
    <message>
        <source>You need:
{needs}
{after}
It rests on:
{rules}
Free of charge. This is no legal advice.</source>
        <translation>需要准备：
{needs}
{after}
依据：
{rules}
全程免费。以上不是法律意见。</translation>
    </message>
    <message>
        <source>What you need, and the law</source>
        <translation>需要准备什么、依据什么</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>SourceStrip</name>
    <message>
        <source>The piece of the page</source>
        <translation>页面上的这一处</translation>
    </message>
    <message>
        <source>Show the page</source>
        <translation>查看原页</translation>
    </message>
    <message>
        <source>{name}: no document gives this value.</source>
        <translation>{name}：没有材料写明这一项。</translation>
    </message>
    <message>
        <source>{name}: from “{file}”, page {page}</source>
        <translation>{name}：来自“{file}”第{page}页</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>（另有{count}处）</translation>
    </message>
</context>
<context>
    <name>StepLine</name>
    <message>
        <source>Enter it …</source>
        <translation>登记…</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>Time axis</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>{due} due days, {paid} payments, {overdue} overdue months in the report</source>
        <translation>{due} 个应还日，{paid} 笔付款，报告中 {overdue} 个逾期月</translation>
    </message>
    <message>
        <source>, paid on {day}</source>
        <translation>，{day} 付款</translation>
    </message>
    <message>
        <source>{month}/{year}</source>
        <translation>{year}年{month}月</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应还</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>付款</translation>
    </message>
    <message>
        <source>Overdue in report</source>
        <translation>报告逾期</translation>
    </message>
    <message>
        <source>{month}: the report says overdue, code {code}</source>
        <translation>{month}：报告记为逾期，代码 {code}</translation>
    </message>
    <message>
        <source>The evidence contradicts this.</source>
        <translation>凭证与此矛盾。</translation>
    </message>
    <message>
        <source>Paid on {day}: {amount}</source>
        <translation>{day} 付款 {amount}</translation>
    </message>
    <message>
        <source>Not confirmed yet</source>
        <translation>尚未确认</translation>
    </message>
    <message>
        <source>No. {number}, due {due}: {amount}</source>
        <translation>第{number}期，应还日 {due}，{amount}</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>No.</source>
        <translation>期次</translation>
    </message>
    <message>
        <source>Due day</source>
        <translation>应还日</translation>
    </message>
    <message>
        <source>Amount due</source>
        <translation>应还金额</translation>
    </message>
    <message>
        <source>Proven paid</source>
        <translation>已证明实还</translation>
    </message>
    <message>
        <source>Paid on</source>
        <translation>付款日</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>凭证</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>{amount}?</source>
        <translation>待确认 {amount}</translation>
    </message>
</context>
<context>
    <name>TimelineTable</name>
    <message>
        <source>Installments</source>
        <translation>各期</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Loan</source>
        <translation>借款</translation>
    </message>
    <message>
        <source>Loan …</source>
        <translation>借款信息…</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Findings ({count})</source>
        <translation>发现（{count}）</translation>
    </message>
    <message>
        <source>The loan and its installments were taken from your documents.</source>
        <translation>借款信息和各期取自您的文件。</translation>
    </message>
    <message>
        <source>Read from your files: please check</source>
        <translation>取自您的文件，请核对</translation>
    </message>
    <message>
        <source>They may be of another loan or another person, or one to link by hand.</source>
        <translation>可能属于另一笔借款或别人，也可能需要您手工关联。</translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s) match no installment</source>
        <translation>
            <numerusform>%n 笔付款没有对上任何一期</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s) read, no repayment plan yet</source>
        <translation>
            <numerusform>读出 %n 笔付款，还没有还款计划</numerusform>
        </translation>
    </message>
    <message>
        <source>Repayment timeline</source>
        <translation>还款时间线</translation>
    </message>
    <message numerus="yes">
        <source>%n proven</source>
        <translation>
            <numerusform>%n 期已证明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (%n of them late)</source>
        <translation>
            <numerusform>（其中 %n 期迟还）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <translation>
            <numerusform>%n 期待确认</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not proven in full</source>
        <translation>
            <numerusform>%n 期尚未证明</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n installment(s): {parts}</source>
        <translation>
            <numerusform>%n 期：{parts}</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Due: {due} · proven paid: {paid}</source>
        <translation>应还 {due} 元 · 已证明实还 {paid} 元</translation>
    </message>
    <message>
        <source>Why is this so? (No. {number})</source>
        <translation>为什么是这样？（第{number}期）</translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message>
        <source>Payments on this page</source>
        <translation>本页的付款</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认无误</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Enter a payment by hand</source>
        <translation>手工填写付款</translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s) on this page</source>
        <translation>
            <numerusform>本页有 %n 笔付款</numerusform>
        </translation>
    </message>
    <message>
        <source>Values of this page</source>
        <translation>本页内容</translation>
    </message>
    <message>
        <source>This page has not been read.</source>
        <translation>这一页还没有识别。</translation>
    </message>
    <message numerus="yes">
        <source>A repayment plan with %n installment(s).</source>
        <translation>
            <numerusform>还款计划，共 %n 期。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A credit report with %n loan account(s).</source>
        <translation>
            <numerusform>信用报告，含 %n 个贷款账户。</numerusform>
        </translation>
    </message>
    <message>
        <source>A settlement certificate: settled on {day}.</source>
        <translation>结清证明：{day} 结清。</translation>
    </message>
    <message>
        <source>No payment was found on this page.</source>
        <translation>本页没有找到付款。</translation>
    </message>
    <message>
        <source>Shown by these files too: {names}</source>
        <translation>这笔付款也见于：{names}</translation>
    </message>
    <message>
        <source>✓ Confirmed by you</source>
        <translation>✓ 您已确认</translation>
    </message>
    <message>
        <source>Confirm values</source>
        <translation>确认数值</translation>
    </message>
    <message>
        <source>Count this payment again</source>
        <translation>重新计入这笔付款</translation>
    </message>
    <message>
        <source>Count a payment again</source>
        <translation>重新计入付款</translation>
    </message>
    <message>
        <source>Leave this payment out</source>
        <translation>不计入这笔付款</translation>
    </message>
    <message>
        <source>Leave a payment out</source>
        <translation>不计入付款</translation>
    </message>
    <message>
        <source>Why is this so?</source>
        <translation>为什么是这样？</translation>
    </message>
    <message>
        <source>Enter another payment by hand</source>
        <translation>再手工填写一笔付款</translation>
    </message>
    <message>
        <source>Not the same payment as in {name}</source>
        <translation>与“{name}”不是同一笔付款</translation>
    </message>
    <message>
        <source>The same payment as in {name}</source>
        <translation>与“{name}”是同一笔付款</translation>
    </message>
    <message>
        <source>Join two proofs</source>
        <translation>合并为同一笔付款</translation>
    </message>
    <message>
        <source>Part two proofs</source>
        <translation>分为两笔付款</translation>
    </message>
</context>
<context>
    <name>VerdictDelegate</name>
    <message>
        <source>Show more</source>
        <translation>展开</translation>
    </message>
    <message>
        <source>The report says:</source>
        <translation>报告记载：</translation>
    </message>
    <message>
        <source>The evidence shows:</source>
        <translation>凭证显示：</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Lehua evidence folder</source>
        <translation>乐花证据夹</translation>
    </message>
    <message>
        <source>Turns repayment screenshots into a timeline and an evidence bundle that a clerk can check.</source>
        <translation>把还款截图整理成时间线和证据包，让工作人员一页一页核对。</translation>
    </message>
    <message>
        <source>Open a case …</source>
        <translation>打开档案…</translation>
    </message>
    <message>
        <source>New case …</source>
        <translation>新建档案…</translation>
    </message>
    <message>
        <source>Try the sample case</source>
        <translation>试用示例档案</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>最近的档案</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Nothing is uploaded.</source>
        <translation>所有内容只保存在这台电脑上，不会上传。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Add files …</source>
        <translation>加入文件…</translation>
    </message>
    <message>
        <source>Export the evidence …</source>
        <translation>导出证据包…</translation>
    </message>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>待确认 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Complaints and deadlines</source>
        <translation>投诉与期限</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>还有 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>The whole case</source>
        <translation>整个档案</translation>
    </message>
    <message>
        <source>Installment {number}</source>
        <translation>第{number}期</translation>
    </message>
    <message>
        <source>Payment of {day}, {amount}</source>
        <translation>{day} 的付款，{amount} 元</translation>
    </message>
    <message>
        <source>day?</source>
        <translation>日期？</translation>
    </message>
    <message>
        <source>amount?</source>
        <translation>金额？</translation>
    </message>
</context>
<context>
    <name>_Bugs</name>
    <message>
        <source>Something went wrong in the program. Your case is saved.</source>
        <translation>程序出了点问题。您的档案已经保存。</translation>
    </message>
    <message>
        <source>You can go on working. The details hold no text of your documents.</source>
        <translation>可以继续使用。详情中不含您文件里的任何内容。</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
</context>
<context>
    <name>_CellDelegate</name>
    <message>
        <source>Show more</source>
        <translation>展开</translation>
    </message>
</context>
</TS>
