"""What issued payslips come to in the files for others."""
