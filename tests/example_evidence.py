"""The report and the workbook of examples/evidence/documents, as `bench.evidence_files` draws them.

`python -m tests.example_documents` writes them beside the other examples.
"""

REPORT = """\
# Thornmere Borough Council: budget report 2027-28

Report of the Director of Finance to the full council, 23 February 2027

## Summary

The council is asked to approve a net revenue budget of £48,236,000 for 2027-28, compared with \
£46,810,000 in 2026-27. Inflation on contracts adds £1,120,000, and pay awards add £865,000.

The general reserve contributes £3.5 million. It will stand at £5.9 million at the end of March \
2028, above the minimum of £4.8 million that the auditor advises.

## Staffing

The plan deletes 24 full-time posts, of which 15 are vacant. No redundancies are expected in the \
first quarter. The council employed 1,317 people at the end of December 2026.

## Waste

In 2024 the borough recycled 47 percent of its household waste. The sorting hall at Cray Lane \
closed after a fire in March 2025, and no rate has been published since.

## Capital programme

A new depot at Cray Lane costs £9.4 million over two years and is paid for by borrowing. Interest \
will add £410,000 a year from 2028-29.

Table 1: Capital programme, £ thousand

| Scheme | 2027-28 | 2028-29 |
|---|---|---|
| Depot at Cray Lane | 5,600 | 3,800 |
| Resurfacing of main roads | 2,450 | 2,450 |
| Bridge at Sallow Ford | 780 | 1,140 |
| Roof of the central library | 325 | 0 |

## Risks

Demand for temporary housing has grown in each of the last four years. A rise of one percent in \
pay beyond what is assumed would cost £290,000.

The settlement for 2028-29 is not known. The Director of Finance advises that savings of between \
£1.2 million and £1.6 million will have to be found for that year, whatever is decided now.

## Consultation

The council asked residents in November 2026 what they value. It had 2,146 answers. Roads came \
first with 61 percent, refuse second with 54 percent, and libraries fourth with 38 percent.
"""
WORKBOOK = """\
### sheet Council tax
Council tax by band (£ a year)
Band,2026-27,2027-28
A,136.26,143.04
B,158.97,166.88
C,181.68,190.72
D,204.39,214.56
E,249.81,262.24
### sheet Library visits
"Visits to libraries in Thornmere, 2026"
Month,Opening days,Visits
January,104,"15,204"
February,96,"14,871"
March,104,"16,930"
April,98,"16,112"
May,100,"16,448"
June,104,"15,987"
July,108,"18,236"
August,104,"19,705"
September,104,"16,290"
October,108,"16,944"
November,100,"15,731"
December,86,"13,191"
"""
