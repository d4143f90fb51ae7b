"""What the hours of an employee under eighteen would break: the Young Workers Act, shift by shift, day and week."""

from employer.hours.young.service import asks, breaches, overtime_breach

__all__ = ["asks", "breaches", "overtime_breach"]
