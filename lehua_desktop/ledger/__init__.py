"""From facts to the answer: payments, links to installments, findings, gaps. Pure: "today" is an argument."""
