"""How often is a diagnosis right? Generated runs of every schedule family and fault, and what is said of them.

README.md beside this file says which answers count as right, and why.
"""
