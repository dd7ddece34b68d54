<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Controller</name>
    <message numerus="yes">
        <source>Add %n file(s)</source>
        <translation>
            <numerusform>Add %n file</numerusform>
            <numerusform>Add %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DaysModel</name>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceModel</name>
    <message numerus="yes">
        <source>%n page(s) could not be read.</source>
        <translation>
            <numerusform>%n page could not be read.</numerusform>
            <numerusform>%n pages could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · %n page(s)</source>
        <translation>
            <numerusform> · %n page</numerusform>
            <numerusform> · %n pages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message numerus="yes">
        <source> · %n not added</source>
        <translation>
            <numerusform> · %n not added</numerusform>
            <numerusform> · %n not added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) with a problem</source>
        <translation>
            <numerusform>%n file with a problem</numerusform>
            <numerusform>%n files with a problem</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EvidenceView</name>
    <message numerus="yes">
        <source>Remove %n file(s)</source>
        <translation>
            <numerusform>Remove %n file</numerusform>
            <numerusform>Remove %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation>
            <numerusform>%n to settle</numerusform>
            <numerusform>%n to settle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show the %n to settle</source>
        <translation>
            <numerusform>Show what is to settle</numerusform>
            <numerusform>Show what is to settle</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n file(s) added.</source>
        <translation>
            <numerusform>%n file added.</numerusform>
            <numerusform>%n files added.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were in the case already and were not added again.</source>
        <translation>
            <numerusform>%n file was in the case already and was not added again.</numerusform>
            <numerusform>%n files were in the case already and were not added again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be added; the list on the left says why.</source>
        <translation>
            <numerusform>%n file could not be added; the list on the left says why.</numerusform>
            <numerusform>%n files could not be added; the list on the left says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) have a problem; the list on the left says why.</source>
        <translation>
            <numerusform>%n file has a problem; the list on the left says why.</numerusform>
            <numerusform>%n files have a problem; the list on the left says why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RedactionBar</name>
    <message numerus="yes">
        <source>Next file (%n left)</source>
        <translation>
            <numerusform>Next file (%n left)</numerusform>
            <numerusform>Next file (%n left)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The redacted edition blacks out %n place(s) of this page.</source>
        <translation>
            <numerusform>The redacted edition blacks out %n place of this page.</numerusform>
            <numerusform>The redacted edition blacks out %n places of this page.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only public platforms do not see what is hatched: %n place(s).</source>
        <translation>
            <numerusform>Only public platforms do not see the hatched place.</numerusform>
            <numerusform>Only public platforms do not see the %n hatched places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPanel</name>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>%n to confirm</numerusform>
            <numerusform>%n to confirm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message numerus="yes">
        <source>%n payment(s) match no installment</source>
        <translation>
            <numerusform>%n payment matches no installment</numerusform>
            <numerusform>%n payments match no installment</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n payment(s) read, no repayment plan yet</source>
        <translation>
            <numerusform>%n payment read, no repayment plan yet</numerusform>
            <numerusform>%n payments read, no repayment plan yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proven</source>
        <translation>
            <numerusform>%n proven</numerusform>
            <numerusform>%n proven</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> (%n of them late)</source>
        <translation>
            <numerusform> (%n of them late)</numerusform>
            <numerusform> (%n of them late)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting for you</source>
        <translation>
            <numerusform>%n waiting for you</numerusform>
            <numerusform>%n waiting for you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not proven in full</source>
        <translation>
            <numerusform>%n not proven in full</numerusform>
            <numerusform>%n not proven in full</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n installment(s): {parts}</source>
        <translation>
            <numerusform>%n installment: {parts}</numerusform>
            <numerusform>%n installments: {parts}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ValueEditor</name>
    <message numerus="yes">
        <source>%n payment(s) on this page</source>
        <translation>
            <numerusform>%n payment on this page</numerusform>
            <numerusform>%n payments on this page</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A repayment plan with %n installment(s).</source>
        <translation>
            <numerusform>A repayment plan with %n installment.</numerusform>
            <numerusform>A repayment plan with %n installments.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A credit report with %n loan account(s).</source>
        <translation>
            <numerusform>A credit report with %n loan account.</numerusform>
            <numerusform>A credit report with %n loan accounts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message numerus="yes">
        <source>%n to confirm</source>
        <translation>
            <numerusform>%n to confirm</numerusform>
            <numerusform>%n to confirm</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
</context>
</TS>
